package dev.tributary.identity.domain.trait;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.util.Comparator;

/**
 * A trait with its provenance.
 *
 * @param value {@link Json.Null} where it was removed: a removal is kept with its stamp, so that an
 *     older value that comes late does not bring the trait back
 * @param precedence of two values the one with the higher holds; of equal ones the later stamp's
 * @param anchor whose event said so: the trait belongs to whoever has that identifier
 */
public record Trait(
    String name, Json value, long precedence, Stamp stamp, Origin origin, ProfileId anchor) {

  private static final Comparator<Trait> STRENGTH =
      Comparator.comparingLong(Trait::precedence).thenComparing(Trait::stamp);

  /** The one of two that holds. */
  public Trait orStronger(Trait other) {
    return isStrongerThan(other) ? this : other;
  }

  /** Whether this one holds against another of its name. */
  public boolean isStrongerThan(Trait other) {
    return STRENGTH.compare(this, other) > 0;
  }

  /** Whether the profile has no such trait any more. */
  public boolean removed() {
    return value instanceof Json.Null;
  }
}
