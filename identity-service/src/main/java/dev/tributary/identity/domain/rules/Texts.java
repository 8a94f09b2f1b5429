package dev.tributary.identity.domain.rules;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads arrays of strings that must each have a meaning, and names those that have none. */
final class Texts {

  private Texts() {}

  /** What each item means, in order; empty where the field is not given. */
  static <T> List<T> of(SpecReader reader, String field, int most, Function<String, T> meaning) {
    var value = reader.optionalJson(field);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Json.Arr(var items)) {
      return read(reader, field, items, most, meaning);
    }
    reader.reject(field, "is not an array but " + value.get().typeName());
    return List.of();
  }

  /** The same, where one string alone may stand for an array of one. */
  static <T> List<T> ofOneOrMany(
      SpecReader reader, String field, int most, Function<String, T> meaning) {
    var value = reader.optionalJson(field);
    if (value.isPresent() && value.get() instanceof Json.Str) {
      return reader.optional(field, meaning).map(List::of).orElse(List.of());
    }
    return of(reader, field, most, meaning);
  }

  private static <T> List<T> read(
      SpecReader reader, String field, List<Json> items, int most, Function<String, T> meaning) {
    if (items.size() > most) {
      reader.reject(field, "has more than " + most + " items");
      return List.of();
    }
    var meanings = new ArrayList<T>();
    for (int i = 0; i < items.size(); i++) {
      var at = field + "[" + i + "]";
      if (!(items.get(i) instanceof Json.Str(var text))) {
        reader.reject(at, "is not a string but " + items.get(i).typeName());
      } else if (text.isEmpty()) {
        reader.reject(at, "is empty");
      } else {
        try {
          meanings.add(meaning.apply(text));
        } catch (InvalidValue e) {
          reader.reject(at, "is " + e.reason());
        }
      }
    }
    return meanings;
  }
}
