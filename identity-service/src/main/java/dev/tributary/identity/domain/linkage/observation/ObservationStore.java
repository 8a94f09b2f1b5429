package dev.tributary.identity.domain.linkage.observation;

import java.util.Collection;

/**
 * Keeps observations. Throws {@code dev.tributary.platform.domain.Unavailable} while the store is
 * away.
 */
public interface ObservationStore {

  /**
   * Keeps observations, all or none. What is known already changes nothing. Of each anchor and
   * field only so many values stay as the field says, those seen last.
   */
  void add(Collection<Observation> observations);

  /** Forgets values that were not seen since a day; tells how many those were. */
  long forgetBefore(int day);
}
