package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The options of one directive. Reads each and notes what is wrong; a wrong one reads as a harmless
 * value, so that one pass finds all faults.
 */
final class Options {

  private final String at;
  private final Json.Obj options;
  private final boolean isObject;
  private final Collection<Violation> violations;
  private final Set<String> asked = new HashSet<>();

  Options(String at, Json spec, Collection<Violation> violations) {
    this.at = at;
    this.violations = violations;
    this.isObject = spec instanceof Json.Obj;
    if (spec instanceof Json.Obj object) {
      this.options = object;
    } else {
      this.options = Json.Obj.EMPTY;
      reject(at, "is not an object but " + spec.typeName());
    }
  }

  String pathOf(String option) {
    return at + "." + option;
  }

  boolean has(String option) {
    return options.fields().containsKey(option);
  }

  Optional<Json> optional(String option) {
    asked.add(option);
    return options.field(option);
  }

  Json required(String option) {
    return optional(option)
        .orElseGet(() -> {
          rejectMissing(option);
          return Json.Null.VALUE;
        });
  }

  /** A string written in the spec, with a length between two bounds. */
  Optional<String> text(String option, int least, int most) {
    var value = optional(option).filter(each -> !(each instanceof Json.Null));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Json.Str(var text))) {
      reject(pathOf(option), "is not a string but " + value.get().typeName());
      return Optional.empty();
    }
    if (text.length() < least || text.length() > most) {
      reject(pathOf(option), "is not between " + least + " and " + most + " characters long");
    }
    return Optional.of(text);
  }

  String requiredText(String option, int least, int most) {
    if (optional(option).orElse(Json.Null.VALUE) instanceof Json.Null) {
      rejectMissing(option);
    }
    return text(option, least, most).orElse("");
  }

  boolean bool(String option, boolean otherwise) {
    var value =
        optional(option).filter(each -> !(each instanceof Json.Null)).orElse(Json.of(otherwise));
    if (value instanceof Json.Bool(var bool)) {
      return bool;
    }
    reject(pathOf(option), "is not true or false but " + value.typeName());
    return otherwise;
  }

  /** Says that the options together are wrong; not where they are no object to begin with. */
  void rejectWhole(String reason) {
    if (isObject) {
      reject(at, reason);
    }
  }

  private void rejectMissing(String option) {
    if (isObject) {
      reject(pathOf(option), "is missing");
    }
  }

  void reject(String path, String reason) {
    violations.add(new Violation(path, reason));
  }

  /** Notes each option that nobody asked for. */
  void finish() {
    for (var option : options.fields().keySet()) {
      if (!asked.contains(option)) {
        reject(pathOf(option), "is not a known option here");
      }
    }
  }
}
