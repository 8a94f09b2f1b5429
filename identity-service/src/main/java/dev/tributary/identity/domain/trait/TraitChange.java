package dev.tributary.identity.domain.trait;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * What an event changed about a trait, as others are told.
 *
 * @param value {@link Json.Null} where the trait is removed
 */
public record TraitChange(String name, Json value, Instant time) {}
