package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is true now of a profile and an audience.
 *
 * @param profileId the profile that survives, where the one asked for was merged
 * @param identifiers by type, in the order in which they became known
 * @param traits those that definitions see
 */
public record Member(
    String profileId, boolean isMember, Map<String, List<String>> identifiers, Json.Obj traits) {

  public Member {
    identifiers = Collections.unmodifiableMap(new LinkedHashMap<>(identifiers));
  }

  /** One identifier, for instance {@code email} and an address. */
  public record Name(String type, String value) {}

  /** Whoever nothing is known of. */
  static final Member NOBODY = new Member("", false, Map.of(), Json.Obj.EMPTY);

  /** Whether a list would be told the same of both. */
  boolean isToldLike(Member other) {
    return isMember == other.isMember && identifiers.equals(other.identifiers);
  }

  /** Every identifier. */
  Set<Name> names() {
    var names = new LinkedHashSet<Name>();
    identifiers.forEach(
        (type, values) -> values.forEach(value -> names.add(new Name(type, value))));
    return names;
  }

  /** The identifiers that another does not have. */
  Set<Name> without(Member other) {
    var lost = names();
    lost.removeAll(other.names());
    return lost;
  }
}
