package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Optional;

/** Compiles the mapping of a destination's events, and tells the reader of the spec its faults. */
final class MappingReader {

  private static final String PARENT = "spec.events.";
  private static final String FIELD = "mapping";

  private MappingReader() {}

  /** The mapping; empty where it is wrong, each fault then rejected under its own path. */
  static Optional<Mapping> read(SpecReader events, Json json) {
    return switch (Mapping.compile(PARENT + FIELD, json)) {
      case Checked.Valid<Mapping>(var mapping) -> Optional.of(mapping);
      case Checked.Invalid<Mapping>(var violations) -> {
        for (var violation : violations) {
          var path = violation.path();
          var within = path.startsWith(PARENT) ? path.substring(PARENT.length()) : FIELD;
          events.reject(within, violation.reason());
        }
        yield Optional.empty();
      }
    };
  }
}
