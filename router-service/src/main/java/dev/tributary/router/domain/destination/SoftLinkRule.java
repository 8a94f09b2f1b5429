package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.InvalidValue;

/**
 * Whether a destination is told who else is probably the same customer. A soft link is an opinion
 * with a probability, never a fact, so nobody is told of one who did not say from which on.
 */
public sealed interface SoftLinkRule {

  /** Not told. */
  record None() implements SoftLinkRule {}

  /**
   * Told of links of this score or above.
   *
   * @param minimum a probability, above 0 and below 1
   */
  record AtLeast(double minimum) implements SoftLinkRule {

    public AtLeast {
      if (!(minimum > 0 && minimum < 1)) {
        throw new InvalidValue("minimum", "not a number above 0 and below 1");
      }
    }
  }
}
