package dev.tributary.audience.domain.relation;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was last told of a profile and one entity. Of two words about the membership the later one
 * holds, of two in the same millisecond the one that says member; of two values of a trait the one
 * of higher precedence. So words may come in any order, and again.
 *
 * @param member whether the profile belongs to the entity
 * @param atMillis when that was said
 * @param traits the entity's traits, as far as this profile was told; null for one that is removed
 */
public record EntityLink(boolean member, long atMillis, Map<String, Value> traits) {

  /** No entity has more; further ones are left out. */
  public static final int MAX_TRAITS = 1_000;

  /** A trait's value and its precedence. */
  public record Value(Json value, long precedence) {

    private Value orStronger(Value other) {
      boolean stronger =
          other.precedence > precedence
              || (other.precedence == precedence && order(other.value).compareTo(order(value)) > 0);
      return stronger ? other : this;
    }

    private static String order(Json value) {
      return value.typeName() + value;
    }
  }

  public EntityLink {
    traits = Map.copyOf(traits);
  }

  /** A trait's value, while the profile is a member and the trait has one. */
  public Optional<Json> trait(String name) {
    return member
        ? Optional.ofNullable(traits.get(name))
            .map(Value::value)
            .filter(value -> !(value instanceof Json.Null))
        : Optional.empty();
  }

  /** What holds after both were told. */
  public EntityLink combined(EntityLink other) {
    boolean theirs =
        other.atMillis > atMillis || (other.atMillis == atMillis && other.member && !member);
    var all = new LinkedHashMap<>(traits);
    other.traits.forEach((name, value) -> {
      if (all.containsKey(name) || all.size() < MAX_TRAITS) {
        all.merge(name, value, Value::orStronger);
      }
    });
    return new EntityLink(theirs ? other.member : member, Math.max(atMillis, other.atMillis), all);
  }
}
