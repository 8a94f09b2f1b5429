package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where in an event's document values stand, for instance {@code properties.revenue}, or {@code
 * properties.products[].sku}: a name that ends in {@code []} is that of an array, and leads to each
 * of its items.
 */
public record PropertyPath(List<String> names) {

  public static final int MAX_LENGTH = 500;

  private static final String EACH = "[]";

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
    if (names.stream().anyMatch(name -> name.isBlank() || name.equals(EACH))) {
      throw new InvalidValue("property", "not names joined by dots, such as properties.revenue");
    }
    return new PropertyPath(names);
  }

  /**
   * The values there, where every name on the way is a field of an object: at most one, but for
   * items of arrays.
   */
  public List<Json> in(Json.Obj document) {
    var values = Stream.<Json>of(document);
    for (var name : names) {
      values = values.flatMap(value -> step(value, name));
    }
    return values.toList();
  }

  /** The names of fields on the way: to the values, or to the first array that they stand in. */
  public List<String> fields() {
    var fields = new ArrayList<String>();
    for (var name : names) {
      fields.add(ofEach(name) ? nameOfArray(name) : name);
      if (ofEach(name)) {
        break;
      }
    }
    return fields;
  }

  private static Stream<Json> step(Json value, String name) {
    if (!(value instanceof Json.Obj object)) {
      return Stream.empty();
    }
    if (!ofEach(name)) {
      return object.field(name).stream();
    }
    return object.field(nameOfArray(name)).stream()
        .flatMap(array -> array instanceof Json.Arr(var items) ? items.stream() : Stream.empty());
  }

  private static boolean ofEach(String name) {
    return name.endsWith(EACH);
  }

  private static String nameOfArray(String name) {
    return name.substring(0, name.length() - EACH.length());
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
