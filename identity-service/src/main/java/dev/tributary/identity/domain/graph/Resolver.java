package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import java.util.Map;

/**
 * Decides batches of events on what is stored, and stores what they change. Optimistic: where
 * another worker was faster, the whole batch is decided anew on what that one left, and the
 * clusters in question are held meanwhile. So a worker of large batches gets its turn beside one of
 * small batches, and one of the two always gets through.
 */
public record Resolver(GraphStore store) {

  /** Times a batch is decided before its worker gives up and starts over. */
  public static final int MAX_ATTEMPTS = 100;

  /**
   * A batch after it is stored.
   *
   * @param resolutions one for each event, in their order
   * @param splits as {@link GraphStore#splits} counted them before the batch was looked up
   * @param touched profiles that read otherwise now, with their version
   * @param conflicts how often it was decided in vain
   */
  public record Batch(
      List<Resolution> resolutions, long splits, Map<ProfileId, Long> touched, int conflicts) {}

  /** Decides events, in their order, and returns when all that they change is stored. */
  public Batch resolve(List<Evidence> events, Rules rules) {
    if (events.isEmpty()) {
      return new Batch(List.of(), store.splits(), Map.of(), 0);
    }
    var attempt = attempt(store, events, rules);
    int conflicts = 0;
    while (!attempt.stored()) {
      if (++conflicts == MAX_ATTEMPTS) {
        throw new Unavailable("Other workers keep changing the same profiles", null);
      }
      var contested = attempt.changes().expected().keySet();
      attempt = store.hold(contested, held -> attempt(held, events, rules));
    }
    return new Batch(
        attempt.resolutions(), attempt.splits(), attempt.changes().touched(), conflicts);
  }

  private static Attempt attempt(GraphStore store, List<Evidence> events, Rules rules) {
    var known = store.look(events, rules);
    var graph = new Graph(known, rules);
    var resolutions = events.stream().map(graph::resolve).toList();
    var changes = graph.changes();
    boolean stored = changes.isEmpty() || store.write(changes);
    return new Attempt(resolutions, known.splits(), changes, stored);
  }

  private record Attempt(
      List<Resolution> resolutions, long splits, Changes changes, boolean stored) {}
}
