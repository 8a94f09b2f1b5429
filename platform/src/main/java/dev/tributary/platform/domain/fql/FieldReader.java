package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import java.util.List;

/** Reads one field of an event; null where any step of the way is missing or is no object. */
final class FieldReader implements Operand {

  private final String[] names;

  FieldReader(List<String> names) {
    this.names = names.toArray(String[]::new);
  }

  @Override
  public Json value(Json.Obj event) {
    Json value = event;
    for (var name : names) {
      if (!(value instanceof Json.Obj object)) {
        return Json.Null.VALUE;
      }
      var next = object.fields().get(name);
      if (next == null) {
        return Json.Null.VALUE;
      }
      value = next;
    }
    return value;
  }
}
