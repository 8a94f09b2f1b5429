package dev.tributary.router.domain.replay;

import java.util.Optional;

/**
 * The first time that a list is told of everybody who is in an audience: as soon as a destination
 * keeps it as a list, and again where it did not for a while.
 *
 * @param version of the destination's definition, in which it keeps the list
 */
public record FirstSync(String destination, String audience, long version) {

  /**
   * Whether it has to be made.
   *
   * @param known the newest version so far in which the list was seen to be kept
   */
  public boolean isDue(Optional<Long> known) {
    // From one version to the next nothing was missed; in one in between it may not have been kept.
    return known.isEmpty() || known.get() < version - 1;
  }
}
