package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the parts that every block of a connector's file has: mappings, templates, conditions. */
final class Readings {

  private Readings() {}

  /** A mapping, where given. */
  static Optional<Mapping> mapping(SpecReader reader, String field) {
    return reader.optionalJson(field).flatMap(spec -> compiled(reader, field, spec));
  }

  /** An array of mappings. */
  static List<Mapping> mappings(SpecReader reader, String field) {
    var given = reader.optionalJson(field);
    if (given.isPresent() && !(given.get() instanceof Json.Arr)) {
      reader.reject(field, "is not an array but " + given.get().typeName());
    }
    var items = given.orElse(Json.arrayOf()) instanceof Json.Arr(var list) ? list : List.<Json>of();
    return items.stream().flatMap(item -> compiled(reader, field, item).stream()).toList();
  }

  /** A path such as {@code $.body.errors}, as a mapping. */
  static Mapping path(SpecReader reader, String field) {
    var path = Json.of(reader.string(field));
    return compiled(reader, field, Json.object("@path", path)).orElseGet(Readings::nothing);
  }

  /** Mappings by name. */
  static Map<String, Mapping> mappingsByName(SpecReader reader, String field) {
    return byName(reader, field, Readings::mapping);
  }

  /** A template, where given; empty text counts. */
  static Optional<TextTemplate> template(SpecReader reader, String field) {
    var given = reader.optionalJson(field);
    if (given.isPresent() && given.get().equals(Json.of(""))) {
      return Optional.of(TextTemplate.parse(""));
    }
    return given.isEmpty() ? Optional.empty() : reader.optional(field, TextTemplate::parse);
  }

  /** A template that must be given. */
  static TextTemplate needed(SpecReader reader, String field) {
    return reader.required(field, template(reader, field)).orElseGet(() -> TextTemplate.parse(""));
  }

  /** Templates by name, in the order written. */
  static Map<String, TextTemplate> templates(SpecReader reader, String field) {
    return byName(reader, field, Readings::template);
  }

  /** A condition, where given. */
  static Optional<Fql> condition(SpecReader reader, String field) {
    return reader.optional(field, Fql::parse);
  }

  /** One of a closed set of words, where given. */
  static <T> Optional<T> choice(SpecReader reader, String field, Map<String, T> words) {
    return reader
        .optionalString(field)
        .flatMap(word -> {
          var chosen = Optional.ofNullable(words.get(word));
          if (chosen.isEmpty()) {
            reader.reject(field, "is none of " + String.join(", ", words.keySet()));
          }
          return chosen;
        });
  }

  private static <T> Map<String, T> byName(
      SpecReader reader, String field, BiFunction<SpecReader, String, Optional<T>> read) {
    var byName = new LinkedHashMap<String, T>();
    reader
        .optionalObject(field)
        .ifPresent(names ->
            names
                .fieldNames()
                .forEach(
                    name -> read.apply(names, name).ifPresent(value -> byName.put(name, value))));
    return byName;
  }

  private static Optional<Mapping> compiled(SpecReader reader, String field, Json spec) {
    var path = reader.path() + "." + field;
    return switch (Mapping.compile(path, spec)) {
      case Checked.Valid<Mapping>(var mapping) -> Optional.of(mapping);
      case Checked.Invalid<Mapping>(var violations) -> {
        violations.forEach(violation -> reject(reader, field, violation));
        yield Optional.empty();
      }
    };
  }

  private static void reject(SpecReader reader, String field, Violation violation) {
    var parent = reader.path() + ".";
    var path = violation.path();
    var within = path.startsWith(parent) ? path.substring(parent.length()) : field;
    reader.optionalJson(field); // asked for, however deep the fault lies
    reader.reject(within, violation.reason());
  }

  private static Mapping nothing() {
    return switch (Mapping.compile("", Json.Null.VALUE)) {
      case Checked.Valid<Mapping>(var mapping) -> mapping;
      case Checked.Invalid<Mapping> _ -> throw new IllegalStateException("null is a mapping");
    };
  }
}
