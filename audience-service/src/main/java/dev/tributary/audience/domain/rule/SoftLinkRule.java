package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;

/** Whether profiles that are probably the same customer make a profile a member. */
public sealed interface SoftLinkRule {

  /** They do not: the profile counts alone. */
  record None() implements SoftLinkRule {}

  /**
   * Those do of which the conditions hold and to which it is linked with that score or more.
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
