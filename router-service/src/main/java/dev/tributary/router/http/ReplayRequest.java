package dev.tributary.router.http;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A body that asks for a replay. Each method throws {@link InvalidValue} for what is no such. */
final class ReplayRequest {

  private final Map<String, Json> fields;

  /**
   * Of a body.
   *
   * @throws InvalidValue if it has other fields than these
   */
  ReplayRequest(Json.Obj body, Set<String> known) {
    this.fields = body.fields();
    fields
        .keySet()
        .forEach(name -> {
          if (!known.contains(name)) {
            throw new InvalidValue(name, "not a field of this request");
          }
        });
  }

  Map<String, Json> fields() {
    return fields;
  }

  Optional<String> text(String name) {
    return switch (fields.get(name)) {
      case null -> Optional.empty();
      case Json.Str(var value) when !value.isEmpty() -> Optional.of(value);
      default -> throw new InvalidValue(name, "not a text");
    };
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(value -> {
          try {
            return Instant.parse(value);
          } catch (DateTimeException _) {
            throw new InvalidValue(name, "not a time such as 2026-11-28T12:00:00Z");
          }
        });
  }

  Optional<Double> number(String name) {
    return switch (fields.get(name)) {
      case null -> Optional.empty();
      case Json.Num(var value) -> Optional.of(value.doubleValue());
      default -> throw new InvalidValue(name, "not a number");
    };
  }

  boolean flag(String name) {
    return switch (fields.get(name)) {
      case null -> false;
      case Json.Bool(var value) -> value;
      default -> throw new InvalidValue(name, "not true or false");
    };
  }

  /** An object of texts, flags and lists of texts, for an answer. */
  static Map<String, Object> plain(Json.Obj json) {
    var plain = new LinkedHashMap<String, Object>();
    json.fields()
        .forEach((name, value) -> {
          switch (value) {
            case Json.Str(var text) -> plain.put(name, text);
            case Json.Bool(var flag) -> plain.put(name, flag);
            case Json.Arr(var items) ->
                plain.put(
                    name,
                    items.stream()
                        .filter(item -> item instanceof Json.Str)
                        .map(item -> ((Json.Str) item).value())
                        .toList());
            default -> throw new IllegalStateException("a selection holds texts and flags alone");
          }
        });
    return plain;
  }
}
