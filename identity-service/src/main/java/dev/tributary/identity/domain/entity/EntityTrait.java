package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.platform.domain.json.Json;

/**
 * A trait of an account, with its provenance.
 *
 * @param value {@link Json.Null} where it was removed: a removal is kept with its stamp, so that an
 *     older value that comes late does not bring the trait back
 */
public record EntityTrait(EntityKey entity, String name, Json value, Stamp stamp, Origin origin) {

  /** Whether the account has no such trait any more. */
  public boolean removed() {
    return value instanceof Json.Null;
  }
}
