package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;

/**
 * How far something has come on its way from place to place.
 *
 * @param tracked the customer's version as of which it is known to belong here; {@link
 *     Place#UNTRACKED} for what comes from {@code resolved} without one
 * @param circles how often the version did not rise, which only records without versions cause
 */
record Travel(long tracked, int circles) {

  /**
   * How often that may be. No honest chain of merges without versions is as long; a circle of them
   * would otherwise go round for ever.
   */
  static final int MOST_CIRCLES = 64;

  /** Of what begins its way now. */
  static Travel asOf(long version) {
    return new Travel(version, 0);
  }

  static Travel untracked() {
    return new Travel(Place.UNTRACKED, 0);
  }

  Travel to(Away away) {
    return new Travel(away.version(), away.version() > tracked ? circles : circles + 1);
  }

  boolean isCircular() {
    return circles > MOST_CIRCLES;
  }
}
