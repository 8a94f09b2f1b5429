package dev.tributary.ingest.domain.json;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object in the making, of values whose names say where they belong: {@code context, page, url}.
 * Of two that exclude each other the later one stays.
 */
public final class NestedFields {

  /** What is deeper stands at this depth, under the name of its last step. */
  public static final int MOST_LEVELS = 10;

  private final Map<String, Json> values = new LinkedHashMap<>();
  private final Map<String, NestedFields> below = new LinkedHashMap<>();

  /**
   * Puts a value.
   *
   * @param names at least one
   */
  public void put(List<String> names, Json value) {
    var place = this;
    for (var name : names.subList(0, Math.min(names.size(), MOST_LEVELS) - 1)) {
      place.values.remove(name);
      place = place.below.computeIfAbsent(name, _ -> new NestedFields());
    }
    place.below.remove(names.getLast());
    place.values.put(names.getLast(), value);
  }

  public Json.Obj json() {
    var fields = new LinkedHashMap<>(values);
    below.forEach((name, branch) -> fields.put(name, branch.json()));
    return new Json.Obj(fields);
  }
}
