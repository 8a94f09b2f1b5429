package dev.tributary.connectors.domain.form;

import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds one JSON object; what is empty is left out. */
final class FormObject {

  private final Map<String, Json> fields = new LinkedHashMap<>();

  FormObject put(String name, Json value) {
    fields.put(name, value);
    return this;
  }

  FormObject put(String name, boolean value) {
    return put(name, Json.of(value));
  }

  /** A text, where it is not empty. */
  FormObject put(String name, String value) {
    return value.isEmpty() ? this : put(name, Json.of(value));
  }

  FormObject put(String name, Optional<? extends Json> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  /** An array, where it is not empty. */
  <T> FormObject putAll(String name, Collection<T> values, Function<T, Json> shown) {
    return values.isEmpty() ? this : put(name, array(values, shown));
  }

  Json.Obj build() {
    return new Json.Obj(fields);
  }

  static <T> Json.Arr array(Collection<T> values, Function<T, Json> shown) {
    return new Json.Arr(values.stream().map(shown).toList());
  }
}
