package dev.tributary.connectors.domain.preview;

import dev.tributary.connectors.domain.definition.Action;
import dev.tributary.connectors.domain.definition.Field;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Placeholders for fields that an action needs and only a mapping of the user's own can give, so
 * that its request can be seen before there is one.
 */
public final class Stopgaps {

  private Stopgaps() {}

  /** By field; none for those that are mapped or that have a default. */
  public static Map<String, Mapping> of(Action action, Set<String> mapped) {
    var missing = new LinkedHashMap<String, Mapping>();
    for (var field : action.fields().values()) {
      if (field.required() && !isGiven(field, mapped)) {
        missing.put(field.name(), constant(field));
      }
    }
    for (var group : action.needs().anyOf()) {
      var fields = group.stream().map(action.fields()::get).filter(Objects::nonNull).toList();
      if (fields.stream()
          .noneMatch(field -> isGiven(field, mapped) || missing.containsKey(field.name()))) {
        missing.put(fields.getFirst().name(), constant(fields.getFirst()));
      }
    }
    return missing;
  }

  private static boolean isGiven(Field field, Set<String> mapped) {
    return field.usual().isPresent() || mapped.contains(field.name());
  }

  private static Mapping constant(Field field) {
    return switch (Mapping.compile(field.name(), Placeholders.of(field))) {
      case Checked.Valid<Mapping>(var mapping) -> mapping;
      case Checked.Invalid<Mapping> _ -> throw new IllegalStateException("no directive is in it");
    };
  }
}
