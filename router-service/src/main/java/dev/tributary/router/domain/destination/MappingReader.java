package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Optional;

/** Compiles the mapping of a rule, and tells the reader of the rule its faults. */
final class MappingReader {

  private static final String FIELD = "mapping";

  private MappingReader() {}

  /**
   * The shape that a rule gives; whole where its mapping is missing or wrong, each fault then
   * rejected under its own path.
   *
   * @param parent the rule's path, for instance {@code spec.events.}
   */
  static Shape shape(SpecReader rule, String parent) {
    return rule.optionalJson(FIELD)
        .flatMap(json -> read(rule, parent, json))
        .<Shape>map(Shape.Mapped::new)
        .orElseGet(Shape.Whole::new);
  }

  private static Optional<Mapping> read(SpecReader rule, String parent, Json json) {
    return switch (Mapping.compile(parent + FIELD, json)) {
      case Checked.Valid<Mapping>(var mapping) -> Optional.of(mapping);
      case Checked.Invalid<Mapping>(var violations) -> {
        for (var violation : violations) {
          var path = violation.path();
          var within = path.startsWith(parent) ? path.substring(parent.length()) : FIELD;
          rule.reject(within, violation.reason());
        }
        yield Optional.empty();
      }
    };
  }
}
