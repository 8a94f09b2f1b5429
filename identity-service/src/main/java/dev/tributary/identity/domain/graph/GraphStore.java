package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.rules.Rules;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps the graph. Blocking; safe for several workers at once, in one process or many.
 *
 * <p>Both methods throw {@code dev.tributary.platform.domain.Unavailable} while the store is away.
 * After that of {@link #write} the changes are stored either all or not at all, and looking again
 * tells which: their decisions are there, or not.
 */
public interface GraphStore {

  /**
   * All that is needed to decide these events in their order. What one other worker stores
   * meanwhile is seen with the decisions that belong to it, or not at all.
   */
  Known look(List<Evidence> events, Rules rules);

  /** Counts the edits so far that took identifiers from a profile; see {@link Recognition}. */
  long splits();

  /**
   * Stores all changes, unless somebody else changed one of the expected clusters, took one of the
   * identifiers or decided one of the events since: then nothing is stored.
   *
   * @return whether they are stored
   */
  boolean write(Changes changes);

  /**
   * Tries again what others were faster at, while they wait: nobody else changes the clusters that
   * these cells are in. It is a help and no promise: what else changed still fails the write.
   *
   * @param attempt looks, and writes once at most, by the store that it is given
   */
  <T> T hold(Set<CellId> cells, Function<GraphStore, T> attempt);
}
