package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** Where in an event's document a value stands, for instance {@code properties.revenue}. */
public record PropertyPath(List<String> names) {

  public static final int MAX_LENGTH = 500;

  public PropertyPath {
    names = List.copyOf(names);
  }

  /**
   * Reads names joined by dots.
   *
   * @throws InvalidValue if a name is empty or the whole is longer than {@value #MAX_LENGTH}
   */
  public static PropertyPath parse(String text) {
    var names = List.of(text.split("\\.", -1));
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("property", "longer than " + MAX_LENGTH + " characters");
    }
    if (names.stream().anyMatch(String::isBlank)) {
      throw new InvalidValue("property", "not names joined by dots, such as properties.revenue");
    }
    return new PropertyPath(names);
  }

  /** The value there, where every name on the way is a field of an object. */
  public Optional<Json> in(Json.Obj document) {
    Optional<Json> value = Optional.of(document);
    for (var name : names) {
      value =
          value.flatMap(
              at -> at instanceof Json.Obj object ? object.field(name) : Optional.empty());
    }
    return value;
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
