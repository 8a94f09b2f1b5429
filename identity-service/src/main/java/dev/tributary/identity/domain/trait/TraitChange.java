package dev.tributary.identity.domain.trait;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * What an event changed about a trait, as others are told.
 *
 * @param value {@link Json.Null} where the trait is removed
 * @param precedence as {@link Trait#precedence}
 * @param tie of two values of equal precedence the one with the higher holds: the event's birth
 */
public record TraitChange(String name, Json value, Instant time, long precedence, long tie) {

  private static final int OFFSET_BITS = 48;

  /** The trait as it is told. */
  public static TraitChange of(Trait trait) {
    return of(trait, trait.value());
  }

  /** Another value in the trait's place, as strong as that was. */
  public static TraitChange of(Trait trait, Json value) {
    var birth = trait.stamp().birth();
    long tie = ((long) birth.partition() << OFFSET_BITS) + birth.offset();
    return new TraitChange(trait.name(), value, trait.stamp().time(), trait.precedence(), tie);
  }
}
