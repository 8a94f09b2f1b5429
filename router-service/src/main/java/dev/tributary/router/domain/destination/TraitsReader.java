package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Durations;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.debounce.Debounce;
import dev.tributary.router.domain.debounce.Telling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code traits}: each a name, or {@code {name: revenue_90d, debounce: 15m}}. */
public final class TraitsReader {

  private static final String FIELD = "traits";
  private static final String NAME = "name";
  private static final String DEBOUNCE = "debounce";

  private TraitsReader() {}

  /** The names given, each by its path, whatever else is wrong; for one who knows which exist. */
  public static Map<String, String> names(Json.Obj spec) {
    return NamedItems.names(spec, FIELD, NAME);
  }

  /** When each trait is told; each fault is rejected under its own path. */
  static Map<String, Telling> read(SpecReader spec) {
    var items = NamedItems.read(spec, FIELD);
    var traits = new LinkedHashMap<String, Telling>();
    boolean twice = false;
    for (int i = 0; i < items.size(); i++) {
      var at = at(i);
      var name = name(spec, at, items.get(i));
      var telling = telling(spec, at, items.get(i));
      twice |= name.isPresent() && traits.put(name.get(), telling) != null;
    }
    if (twice) {
      spec.reject(FIELD, "names the same thing twice");
    }
    return traits;
  }

  private static Optional<String> name(SpecReader spec, String at, Json item) {
    return switch (item) {
      case Json.Str(var name) -> named(spec, at, name);
      case Json.Obj object ->
          switch (object.field(NAME).orElse(Json.Null.VALUE)) {
            case Json.Str(var name) -> named(spec, at + "." + NAME, name);
            case Json.Null _ -> reject(spec, at + "." + NAME, "is missing");
            case Json other ->
                reject(spec, at + "." + NAME, "is not a string but " + other.typeName());
          };
      default -> reject(spec, at, "is not a name or {name, debounce} but " + item.typeName());
    };
  }

  private static Optional<String> named(SpecReader spec, String at, String name) {
    return name.isEmpty() ? reject(spec, at, "is empty") : Optional.of(name);
  }

  private static Telling telling(SpecReader spec, String at, Json item) {
    if (!(item instanceof Json.Obj object)) {
      return new Telling.AtOnce();
    }
    for (var field : object.fields().keySet()) {
      if (!field.equals(NAME) && !field.equals(DEBOUNCE)) {
        spec.reject(at + "." + field, "is not a known field here");
      }
    }
    return switch (object.field(DEBOUNCE).orElse(Json.Null.VALUE)) {
      case Json.Str(var text) -> debounced(spec, at + "." + DEBOUNCE, text);
      case Json.Null _ -> new Telling.AtOnce();
      case Json other -> {
        spec.reject(at + "." + DEBOUNCE, "is not a string but " + other.typeName());
        yield new Telling.AtOnce();
      }
    };
  }

  private static Telling debounced(SpecReader spec, String at, String text) {
    try {
      return new Telling.Debounced(new Debounce(Durations.parse(text)));
    } catch (InvalidValue e) {
      spec.reject(at, "is " + e.reason());
      return new Telling.AtOnce();
    }
  }

  private static Optional<String> reject(SpecReader spec, String at, String reason) {
    spec.reject(at, reason);
    return Optional.empty();
  }

  private static String at(int index) {
    return NamedItems.at(FIELD, index);
  }
}
