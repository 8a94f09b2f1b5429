package dev.tributary.connectors.tool;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a mapping of a user's own: by field, as in a definition of a destination. */
final class Mappings {

  private Mappings() {}

  /** The mappings, or each fault by its path. */
  static Checked<Map<String, Mapping>> read(Target target, Json.Obj given) {
    var mappings = new LinkedHashMap<String, Mapping>();
    var violations = new ArrayList<Violation>();
    given
        .fields()
        .forEach((field, spec) -> {
          var path = "mapping." + field;
          if (!target.fields().containsKey(field)) {
            violations.add(new Violation(path, "is no field of " + target.title()));
          }
          switch (Mapping.compile(path, spec)) {
            case Checked.Valid<Mapping>(var mapping) -> mappings.put(field, mapping);
            case Checked.Invalid<Mapping>(var faults) -> violations.addAll(faults);
          }
        });
    return violations.isEmpty() ? new Checked.Valid<>(mappings) : new Checked.Invalid<>(violations);
  }
}
