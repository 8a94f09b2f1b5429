package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.List;

/**
 * A customer as read: all identifiers and traits there are, those of merged profiles included.
 *
 * @param version higher than that of every earlier state of this profile
 * @param first the first event
 * @param last the last event that changed something
 * @param identifiers by the name of their type, then value
 * @param traits by name, without the removed
 */
public record Profile(
    ProfileId id,
    long version,
    Origin first,
    Origin last,
    List<Linked> identifiers,
    List<Known> traits) {

  public Profile {
    identifiers = List.copyOf(identifiers);
    traits = List.copyOf(traits);
  }

  /** An identifier and the event that gave it. */
  public record Linked(Identifier identifier, Origin origin) {}

  /** A trait's value, the time it holds from, and the event that set it. */
  public record Known(String name, Json value, Instant time, Origin origin) {}
}
