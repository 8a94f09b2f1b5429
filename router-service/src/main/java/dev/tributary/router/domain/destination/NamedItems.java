package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An array of which each item is a name, or an object that has one: audiences, traits. */
final class NamedItems {

  private NamedItems() {}

  /** The names given, each by its path, whatever else is wrong. */
  static Map<String, String> names(Json.Obj spec, String field, String nameField) {
    var names = new LinkedHashMap<String, String>();
    var items = spec.field(field).map(NamedItems::items).orElseGet(List::of);
    for (int i = 0; i < items.size(); i++) {
      var path = "spec." + at(field, i);
      switch (items.get(i)) {
        case Json.Str(var name) -> names.put(path, name);
        case Json.Obj item ->
            item.field(nameField)
                .filter(name -> name instanceof Json.Str)
                .ifPresent(name -> names.put(path + "." + nameField, ((Json.Str) name).value()));
        default -> {}
      }
    }
    return names;
  }

  /** The items of a field; none where it is no array or has too many, which is rejected. */
  static List<Json> read(SpecReader spec, String field) {
    var given = spec.optionalJson(field);
    if (given.isPresent() && !(given.get() instanceof Json.Arr)) {
      spec.reject(field, "is not an array but " + given.get().typeName());
    }
    var items = given.map(NamedItems::items).orElseGet(List::of);
    if (items.size() > DestinationReader.MAX_NAMES) {
      spec.reject(field, "has more than " + DestinationReader.MAX_NAMES + " names");
      return List.of();
    }
    return items;
  }

  static String at(String field, int index) {
    return field + "[" + index + "]";
  }

  private static List<Json> items(Json given) {
    return given instanceof Json.Arr(var items) ? items : List.of();
  }
}
