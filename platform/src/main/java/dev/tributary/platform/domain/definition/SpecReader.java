package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a definition's spec field by field and collects everything that is wrong, each with its
 * path. A field that is wrong reads as a harmless value (empty text, zero, no items), so that one
 * pass finds all faults; use what was read only if {@link #finish} found none. A field that nobody
 * asked for is a violation too: a misspelt field is never ignored.
 *
 * <p>Not thread-safe; one reader reads one spec once.
 */
public final class SpecReader {

  private final String path;
  private final Json.Obj spec;
  private final Set<String> asked = new HashSet<>();
  private final List<Violation> violations;
  private final List<SpecReader> readers;

  private SpecReader(
      String path, Json.Obj spec, List<Violation> violations, List<SpecReader> readers) {
    this.path = path;
    this.spec = spec;
    this.violations = violations;
    this.readers = readers;
    readers.add(this);
  }

  /** A reader of a whole spec; its paths start with {@code spec}. */
  public static SpecReader of(Json.Obj spec) {
    return new SpecReader("spec", spec, new ArrayList<>(), new ArrayList<>());
  }

  /** A reader of an object that is no spec; its paths start with the one given. */
  public static SpecReader at(String path, Json.Obj object) {
    return new SpecReader(path, object, new ArrayList<>(), new ArrayList<>());
  }

  /** Where the object being read stands. */
  public String path() {
    return path;
  }

  /** Everything wrong so far, unknown fields included; empty means that what was read holds. */
  public List<Violation> finish() {
    var all = new ArrayList<>(violations);
    for (var reader : readers) {
      for (var name : reader.spec.fields().keySet()) {
        if (!reader.asked.contains(name)) {
          all.add(new Violation(reader.pathOf(name), "is not a known field here"));
        }
      }
    }
    return List.copyOf(all);
  }

  /** Says that a field is wrong for a reason of the caller's. */
  public void reject(String field, String reason) {
    asked.add(field);
    violations.add(new Violation(pathOf(field), reason));
  }

  /** Says that the object being read is wrong as a whole. */
  public void rejectWhole(String reason) {
    violations.add(new Violation(path, reason));
  }

  /**
   * Whether the spec has the field with a value other than null. Does not count as asking for it.
   */
  public boolean has(String field) {
    return spec.field(field).filter(value -> !(value instanceof Json.Null)).isPresent();
  }

  /** The names of the object's fields, in the order written. Does not count as asking for them. */
  public List<String> fieldNames() {
    return List.copyOf(spec.fields().keySet());
  }

  /** Any value, whatever its type. */
  public Optional<Json> optionalJson(String field) {
    asked.add(field);
    return spec.field(field).filter(value -> !(value instanceof Json.Null));
  }

  /** A string that is not empty. */
  public String string(String field) {
    return required(field, optionalString(field)).orElse("");
  }

  /** A string that is not empty, where given. */
  public Optional<String> optionalString(String field) {
    return optionalJson(field).flatMap(value -> asString(pathOf(field), value));
  }

  /** A string read by a function that throws {@link InvalidValue} on a wrong one, where given. */
  public <T> Optional<T> optional(String field, Function<String, T> parse) {
    return optionalString(field)
        .flatMap(text -> {
          try {
            return Optional.of(parse.apply(text));
          } catch (InvalidValue e) {
            violations.add(new Violation(pathOf(field), "is " + e.reason()));
            return Optional.empty();
          }
        });
  }

  /** A duration such as {@code 30d}, where given. */
  public Optional<Duration> optionalDuration(String field) {
    return optional(field, Durations::parse);
  }

  /** A duration such as {@code 30d}. */
  public Duration duration(String field) {
    return required(field, optionalDuration(field)).orElse(Duration.ZERO);
  }

  /** A number, where given. */
  public Optional<BigDecimal> optionalNumber(String field) {
    return optionalJson(field)
        .flatMap(value -> {
          if (value instanceof Json.Num(var number)) {
            return Optional.of(number);
          }
          return wrongType(pathOf(field), "a number", value);
        });
  }

  /** A whole number between two bounds, both included, where given. */
  public Optional<Integer> optionalInteger(String field, int least, int most) {
    return optionalNumber(field)
        .flatMap(number -> {
          boolean whole = number.stripTrailingZeros().scale() <= 0;
          if (whole
              && number.compareTo(BigDecimal.valueOf(least)) >= 0
              && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
            return Optional.of(number.intValueExact());
          }
          var reason = "is not a whole number between " + least + " and " + most;
          violations.add(new Violation(pathOf(field), reason));
          return Optional.empty();
        });
  }

  /** True or false, or what it is when not given. */
  public boolean bool(String field, boolean otherwise) {
    return optionalJson(field)
        .flatMap(value -> {
          if (value instanceof Json.Bool(var bool)) {
            return Optional.of(bool);
          }
          return wrongType(pathOf(field), "true or false", value);
        })
        .orElse(otherwise);
  }

  /** An object, to be read on; an empty one where it is missing, which is a violation. */
  public SpecReader object(String field) {
    return required(field, optionalObject(field))
        .orElseGet(() -> new SpecReader(pathOf(field), Json.Obj.EMPTY, violations, readers));
  }

  /** An object, to be read on, where given. */
  public Optional<SpecReader> optionalObject(String field) {
    return optionalJson(field).flatMap(value -> asObject(pathOf(field), value));
  }

  /** An array of objects, each to be read on; empty where not given. */
  public List<SpecReader> objects(String field) {
    return items(field, this::asObject);
  }

  /**
   * An object that is somewhere in here, among others that are none.
   *
   * @param at its path from here, for instance {@code audiences[3]}
   */
  public SpecReader within(String at, Json.Obj object) {
    return new SpecReader(pathOf(at), object, violations, readers);
  }

  /** An array of strings, none of them empty; empty where not given. */
  public List<String> strings(String field) {
    return items(field, this::asString);
  }

  /** The fields of an object as readers of their values, each of which must be an object. */
  public Map<String, SpecReader> objectsByName(String field) {
    var byName = new LinkedHashMap<String, SpecReader>();
    optionalObject(field)
        .ifPresent(reader ->
            reader
                .fieldNames()
                .forEach(name ->
                    reader.optionalObject(name).ifPresent(value -> byName.put(name, value))));
    return byName;
  }

  /** Says that a field the caller asked for as optional must be given after all. */
  public <T> Optional<T> required(String field, Optional<T> value) {
    if (value.isEmpty() && !has(field)) {
      violations.add(new Violation(pathOf(field), "is missing"));
    }
    return value;
  }

  private <T> List<T> items(String field, ItemReader<T> read) {
    var value = optionalJson(field);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof Json.Arr(var items))) {
      wrongType(pathOf(field), "an array", value.get());
      return List.of();
    }
    var list = new ArrayList<T>();
    for (int i = 0; i < items.size(); i++) {
      read.read(pathOf(field) + "[" + i + "]", items.get(i)).ifPresent(list::add);
    }
    return List.copyOf(list);
  }

  private Optional<String> asString(String at, Json value) {
    if (!(value instanceof Json.Str(var text))) {
      return wrongType(at, "a string", value);
    }
    if (text.isEmpty()) {
      violations.add(new Violation(at, "is empty"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private Optional<SpecReader> asObject(String at, Json value) {
    if (value instanceof Json.Obj object) {
      return Optional.of(new SpecReader(at, object, violations, readers));
    }
    return wrongType(at, "an object", value);
  }

  private <T> Optional<T> wrongType(String at, String expected, Json value) {
    violations.add(new Violation(at, "is not " + expected + " but " + value.typeName()));
    return Optional.empty();
  }

  private String pathOf(String field) {
    return path + "." + field;
  }

  private interface ItemReader<T> {
    Optional<T> read(String path, Json value);
  }
}
