package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Tells what a change of the rules would have come to, by replaying the stored evidence under both
 * rules. Changes nothing.
 *
 * <p>Exact where rules have no limits. With limits, what it cannot know is what evidence does not
 * keep: events that repeated earlier ones, and the order of processing where that was not the order
 * of receipt; {@link Report#unexplained} measures how much that matters.
 *
 * @param mostNodes identifiers it can hold in memory
 */
public record Simulator(StoredEvidence evidence, int mostNodes) {

  /** Identifiers a simulation takes at most, however much memory there is. */
  public static final int MAX_NODES = 5_000_000;

  /** As many identifiers as a third of this much memory has room for. */
  public static int nodesIn(long bytes) {
    return (int) Math.min(MAX_NODES, bytes / 3 / Nodes.BYTES_EACH);
  }

  /**
   * Replays everything; takes time in proportion to the graph.
   *
   * @param inTime asked now and then; when it says no, the simulation ends
   * @throws SimulationRefused if the graph is too large, or time is up
   */
  public Report simulate(Rules now, Rules other, BooleanSupplier inTime) {
    var replay = new Replay(evidence, now, other, mostNodes, inTime);
    var joiningOnlyThen =
        now.types().stream()
            .map(TypeRule::type)
            .filter(type -> !now.joins(type) && other.joins(type))
            .collect(Collectors.<IdentifierType>toSet());
    evidence.read(joiningOnlyThen, replay);
    replay.finish();
    return new Comparison(replay).report();
  }
}
