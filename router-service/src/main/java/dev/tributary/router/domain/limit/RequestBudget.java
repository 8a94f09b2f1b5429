package dev.tributary.router.domain.limit;

import java.time.Instant;

/** One destination's permits on this replica. Not thread-safe. */
public interface RequestBudget {

  /**
   * Asks for permits. May wait a moment for a store, never long.
   *
   * @param least fewer are of no use; at most the pace's burst
   * @param most what is wanted, from {@code least}
   */
  Permit acquire(Pace pace, int least, int most, Instant now);

  /** Among how many replicas what a destination allows is divided, as far as known. */
  int replicas();
}
