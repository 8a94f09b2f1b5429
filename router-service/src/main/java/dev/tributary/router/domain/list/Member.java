package dev.tributary.router.domain.list;

import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Whether a list would be told the same of both. */
  boolean isToldLike(Member other) {
    return isMember == other.isMember && identifiers.equals(other.identifiers);
  }

  /** The identifiers that another does not have. */
  List<Name> without(Member other) {
    var lost = new ArrayList<Name>();
    identifiers.forEach((type, values) ->
        values.stream()
            .filter(value -> !other.identifiers.getOrDefault(type, List.of()).contains(value))
            .forEach(value -> lost.add(new Name(type, value))));
    return lost;
  }
}
