package dev.tributary.router.domain.debounce;

import dev.tributary.router.domain.payload.Identity;

/**
 * Whose value and of what, for one destination, as 128 bits of a hash: so few that many can be
 * kept, and so many that no two are one.
 */
public record ValueId(long high, long low) {

  /** The id of a trait of a profile at a destination. */
  public static ValueId of(String destination, String profile, String trait) {
    var hash = Identity.ofValue(destination, profile, trait);
    return new ValueId(
        Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16));
  }
}
