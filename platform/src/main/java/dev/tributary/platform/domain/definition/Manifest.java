package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A definition as users write it: {@code apiVersion}, {@code kind}, {@code metadata.name}, {@code
 * spec}. What else Kubernetes keeps in {@code metadata} and {@code status} is left alone.
 */
public record Manifest(DefinitionKey key, Json.Obj spec) {

  public static final String API_VERSION = "tributary.dev/v1";

  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  /** Reads the manifest that should be of this kind and name, or says all that is wrong with it. */
  public static Checked<Manifest> read(Json document, Kind kind, String name) {
    if (!(document instanceof Json.Obj manifest)) {
      return new Checked.Invalid<>(
          List.of(new Violation("", "is not an object but " + document.typeName())));
    }
    var violations = new ArrayList<Violation>();
    expect(manifest.field("apiVersion"), "apiVersion", API_VERSION, violations);
    expect(manifest.field("kind"), "kind", kind.kindName(), violations);
    var metadata = object(manifest, "metadata", violations);
    expect(metadata.field("name"), "metadata.name", name, violations);
    var spec = object(manifest, "spec", violations);
    for (var field : manifest.fields().keySet()) {
      if (!FIELDS.contains(field)) {
        violations.add(new Violation(field, "is not a known field here"));
      }
    }
    try {
      var key = new DefinitionKey(kind, name);
      if (violations.isEmpty()) {
        return new Checked.Valid<>(new Manifest(key, spec));
      }
    } catch (InvalidValue e) {
      violations.add(new Violation(e.field(), "is " + e.reason()));
    }
    return new Checked.Invalid<>(violations);
  }

  private static void expect(
      Optional<Json> value, String path, String expected, List<Violation> violations) {
    if (value.isEmpty()) {
      violations.add(new Violation(path, "is missing"));
    } else if (!value.get().equals(Json.of(expected))) {
      violations.add(new Violation(path, "is not " + expected + ", which belongs here"));
    }
  }

  private static Json.Obj object(Json.Obj manifest, String field, List<Violation> violations) {
    var value = manifest.field(field);
    if (value.isPresent() && value.get() instanceof Json.Obj object) {
      return object;
    }
    violations.add(
        new Violation(
            field,
            value.map(other -> "is not an object but " + other.typeName()).orElse("is missing")));
    return Json.Obj.EMPTY;
  }
}
