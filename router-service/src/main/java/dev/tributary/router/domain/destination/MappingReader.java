package dev.tributary.router.domain.destination;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code mapping}: what the fields of an action are made of, instead of what they are
 * usually.
 */
final class MappingReader {

  static final String FIELD = "mapping";

  private MappingReader() {}

  /** By field; for an action that takes an event whole, the mapping of that. */
  static Map<String, Mapping> read(SpecReader rule, Action action) {
    var given = rule.optionalJson(FIELD);
    if (given.isEmpty()) {
      return Map.of();
    }
    if (action.fields().containsKey(Connection.WHOLE) && isWhole(given.get(), action)) {
      return compiled(rule, FIELD, given.get())
          .map(made -> Map.of(Connection.WHOLE, made))
          .orElseGet(Map::of);
    }
    return byField(rule, given.get(), action.fields().keySet(), "of the action " + action.name());
  }

  /** By field, of these fields alone. */
  static Map<String, Mapping> read(SpecReader rule, Set<String> fields, String whose) {
    return rule.optionalJson(FIELD)
        .map(given -> byField(rule, given, fields, whose))
        .orElseGet(Map::of);
  }

  private static Map<String, Mapping> byField(
      SpecReader rule, Json given, Set<String> known, String whose) {
    var mappings = new LinkedHashMap<String, Mapping>();
    if (!(given instanceof Json.Obj(var fields))) {
      rule.reject(FIELD, "is not an object but " + given.typeName());
      return mappings;
    }
    fields.forEach((field, json) -> {
      if (known.contains(field)) {
        compiled(rule, FIELD + "." + field, json).ifPresent(made -> mappings.put(field, made));
      } else {
        rule.reject(FIELD + "." + field, "is not a field " + whose);
      }
    });
    return mappings;
  }

  /** Whether it says what the event becomes, not the action's fields one by one. */
  private static boolean isWhole(Json mapping, Action action) {
    return !(mapping instanceof Json.Obj(var fields))
        || fields.isEmpty()
        || !action.fields().keySet().containsAll(fields.keySet());
  }

  private static Optional<Mapping> compiled(SpecReader rule, String field, Json json) {
    var parent = rule.path() + ".";
    return switch (Mapping.compile(parent + field, json)) {
      case Checked.Valid<Mapping>(var mapping) -> Optional.of(mapping);
      case Checked.Invalid<Mapping>(var violations) -> {
        violations.forEach(violation -> reject(rule, parent, field, violation));
        yield Optional.empty();
      }
    };
  }

  private static void reject(SpecReader rule, String parent, String field, Violation violation) {
    var path = violation.path();
    var within = path.startsWith(parent) ? path.substring(parent.length()) : field;
    rule.reject(within, violation.reason());
  }
}
