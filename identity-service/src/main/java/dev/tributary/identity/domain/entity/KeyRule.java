package dev.tributary.identity.domain.entity;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Traits which, all together, name what a customer belongs to: a street and a postal code. */
public record KeyRule(List<TraitPath> paths) {

  public KeyRule {
    paths = List.copyOf(paths);
  }

  /** What a customer's traits say, as compared, by path; empty where one of them says nothing. */
  Optional<Map<String, String>> read(Map<String, Json> traits) {
    var values = new LinkedHashMap<String, String>();
    for (var path : paths) {
      var value = KeyText.of(path.in(traits));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.put(path.name(), value.get());
    }
    return Optional.of(values);
  }
}
