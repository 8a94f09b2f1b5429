package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.event.Birth;
import java.util.UUID;

/**
 * Names a profile for ever, also after it became another one: it is the id of one of the profile's
 * identifiers, see {@link ProfileIds}. Ordered as PostgreSQL and the text order it.
 */
public record ProfileId(UUID value) implements Comparable<ProfileId> {

  /** The id under which an event stands alone that names nobody: the same whenever it is read. */
  public static ProfileId ofUnidentified(Birth birth) {
    return new ProfileId(
        StableIds.of("tributary.profile/" + birth.partition() + "/" + birth.offset()));
  }

  /** As the bus and the APIs spell it. */
  public String text() {
    return value.toString();
  }

  @Override
  public int compareTo(ProfileId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }
}
