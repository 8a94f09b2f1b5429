package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;

/** Mappings for tests. */
final class Mappings {

  private Mappings() {}

  /** A mapping that must be good; it stands at {@code spec.mapping}. */
  static Mapping compiled(Json spec) {
    return switch (Mapping.compile("spec.mapping", spec)) {
      case Checked.Valid<Mapping>(var mapping) -> mapping;
      case Checked.Invalid<Mapping>(var violations) ->
          throw new AssertionError(violations.toString());
    };
  }
}
