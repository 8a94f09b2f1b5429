package dev.tributary.identity.domain.trait;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.platform.domain.json.Json;

/**
 * A trait with its provenance.
 *
 * @param value {@link Json.Null} where it was removed: a removal is kept with its stamp, so that an
 *     older value that comes late does not bring the trait back
 */
public record Trait(String name, Json value, Stamp stamp, Origin origin) {

  /** The one written last. */
  public Trait orLater(Trait other) {
    return stamp.compareTo(other.stamp) >= 0 ? this : other;
  }

  /** Whether the profile has no such trait any more. */
  public boolean removed() {
    return value instanceof Json.Null;
  }
}
