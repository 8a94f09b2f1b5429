package dev.tributary.identity.domain.trait;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * What an event changed about a trait, as others are told.
 *
 * @param value {@link Json.Null} where the trait is removed
 * @param precedence as {@link Trait#precedence}
 */
public record TraitChange(String name, Json value, Instant time, long precedence) {

  /** The trait as it is told. */
  public static TraitChange of(Trait trait) {
    return new TraitChange(trait.name(), trait.value(), trait.stamp().time(), trait.precedence());
  }
}
