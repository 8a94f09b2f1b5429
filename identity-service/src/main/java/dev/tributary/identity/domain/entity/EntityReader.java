package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a definition of kind {@code Entity}. */
public final class EntityReader {

  /** What paths of the Profile API already mean. */
  private static final Set<String> TAKEN = Set.of("users");

  private EntityReader() {}

  /** The rule, or everything that is wrong with it. */
  public static Checked<EntityRule> read(String name, Json.Obj spec) {
    var reader = SpecReader.of(spec);
    if (TAKEN.contains(name)) {
      return new Checked.Invalid<>(
          List.of(new Violation("metadata.name", "is taken: it means the customers themselves")));
    }
    var from = reader.optionalObject("from");
    var derive = reader.optionalObject("derive");
    if (reader.has("from") == reader.has("derive")) {
      reader.rejectWhole("needs one of from and derive, and not both");
    }
    from.ifPresent(each -> readFrom(name, reader, each));
    var derived = derive.map(each -> readDerive(name, reader, each));
    return Checked.of(reader, () -> derived.orElseGet(() -> new EntityRule.Grouped(name)));
  }

  private static void readFrom(String name, SpecReader reader, SpecReader from) {
    if (!from.has("group")) {
      from.reject("group", "is missing");
    } else if (!from.bool("group", true)) {
      from.reject("group", "is not true; delete the definition instead");
    }
    if (!name.equals(EntityKey.ACCOUNTS)) {
      reader.reject("from", "is for the entity named accounts only: it is what group calls make");
    }
  }

  private static EntityRule readDerive(String name, SpecReader reader, SpecReader derive) {
    if (name.equals(EntityKey.ACCOUNTS)) {
      reader.reject("derive", "is not for the entity named accounts: group calls make that one");
    }
    int most = EntityRule.Derived.MOST_MEMBERS;
    int atLeast = derive.optionalInteger("atLeast", 1, most).orElse(1);
    int atMost = derive.optionalInteger("atMost", 1, most).orElse(EntityRule.Derived.USUAL_MEMBERS);
    if (atLeast > atMost) {
      derive.reject("atLeast", "is above atMost, which is " + atMost);
    }
    return new EntityRule.Derived(name, readKeys(derive), atLeast, atMost);
  }

  private static List<KeyRule> readKeys(SpecReader derive) {
    var value =
        derive.required("keys", derive.optionalJson("keys")).orElse(new Json.Arr(List.of()));
    if (!(value instanceof Json.Arr(var items))) {
      derive.reject("keys", "is not an array but " + value.typeName());
      return List.of();
    }
    if (derive.has("keys") && (items.isEmpty() || items.size() > EntityRule.Derived.MAX_KEYS)) {
      derive.reject("keys", "is not between 1 and " + EntityRule.Derived.MAX_KEYS + " long");
      return List.of();
    }
    var keys = new ArrayList<KeyRule>();
    var seen = new HashSet<Set<TraitPath>>();
    for (int i = 0; i < items.size(); i++) {
      var at = "keys[" + i + "]";
      var paths = readPaths(derive, at, items.get(i));
      if (!paths.isEmpty() && !seen.add(Set.copyOf(paths))) {
        derive.reject(at, "is a key that is there already");
      }
      keys.add(new KeyRule(paths));
    }
    return keys;
  }

  private static List<TraitPath> readPaths(SpecReader derive, String at, Json key) {
    if (!(key instanceof Json.Arr(var items))) {
      derive.reject(at, "is not an array of paths but " + key.typeName());
      return List.of();
    }
    if (items.isEmpty() || items.size() > EntityRule.Derived.MAX_PATHS) {
      derive.reject(at, "is not between 1 and " + EntityRule.Derived.MAX_PATHS + " long");
      return List.of();
    }
    var paths = new ArrayList<TraitPath>();
    for (int i = 0; i < items.size(); i++) {
      var path = readPath(derive, at + "[" + i + "]", items.get(i));
      if (path.isPresent() && paths.contains(path.get())) {
        derive.reject(at + "[" + i + "]", "is a path that is there already");
      }
      path.ifPresent(paths::add);
    }
    return paths;
  }

  private static Optional<TraitPath> readPath(SpecReader derive, String at, Json path) {
    if (!(path instanceof Json.Str(var text))) {
      derive.reject(at, "is not a string but " + path.typeName());
      return Optional.empty();
    }
    try {
      return Optional.of(TraitPath.parse(text));
    } catch (InvalidValue e) {
      derive.reject(at, "is " + e.reason());
      return Optional.empty();
    }
  }
}
