package dev.tributary.identity.domain.event;

import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** Looks fields up in objects that may not have them. */
final class Fields {

  private Fields() {}

  /** The object in a field; an empty one where it is missing or something else. */
  static Json.Obj object(Json.Obj holder, String name) {
    return holder.field(name).orElse(Json.Null.VALUE) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  /** The text in a field; empty where it is missing or something else. */
  static String text(Json.Obj holder, String name) {
    return holder.field(name).orElse(Json.Null.VALUE) instanceof Json.Str(var text) ? text : "";
  }

  /** What a path leads to; of each name the first spelling that is there is followed. */
  static Optional<Json> at(Json.Obj holder, List<List<String>> path) {
    Json value = holder;
    for (var spellings : path) {
      if (!(value instanceof Json.Obj(var fields))) {
        return Optional.empty();
      }
      var name = spellings.stream().filter(fields::containsKey).findFirst();
      if (name.isEmpty()) {
        return Optional.empty();
      }
      value = fields.getOrDefault(name.get(), Json.Null.VALUE);
    }
    return Optional.of(value);
  }
}
