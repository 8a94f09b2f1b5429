package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where in a profile's traits a value stands, such as {@code traits.address.street}.
 *
 * @param trait the trait's name
 * @param fields names of nested fields within its value; none: the value itself
 */
public record TraitPath(String trait, List<String> fields) {

  public static final int MAX_LENGTH = 250;

  private static final String TRAITS = "traits";

  public TraitPath {
    fields = List.copyOf(fields);
  }

  /** Reads a path as users write it. */
  public static TraitPath parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("path", "longer than " + MAX_LENGTH + " characters");
    }
    var names = Arrays.asList(text.split("\\.", -1));
    if (names.size() < 2 || !names.getFirst().equals(TRAITS)) {
      throw new InvalidValue("path", "not the name of a trait after traits., as traits.familyId");
    }
    if (names.stream().anyMatch(String::isBlank)) {
      throw new InvalidValue("path", "without a name between two dots");
    }
    return new TraitPath(names.get(1), names.subList(2, names.size()));
  }

  /** The path below {@code traits}: what it is called as a trait of a household. */
  public String name() {
    return fields.isEmpty() ? trait : trait + "." + String.join(".", fields);
  }

  /** The value; null in JSON where there is none. */
  Json in(Map<String, Json> traits) {
    Json value = traits.getOrDefault(trait, Json.Null.VALUE);
    for (var field : fields) {
      value =
          value instanceof Json.Obj object
              ? object.field(field).orElse(Json.Null.VALUE)
              : Json.Null.VALUE;
    }
    return value;
  }
}
