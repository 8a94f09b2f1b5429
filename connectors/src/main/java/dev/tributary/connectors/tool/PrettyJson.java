package dev.tributary.connectors.tool;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;

/** JSON for a person: short values on one line, others a field a line. */
final class PrettyJson {

  private static final int WIDTH = 90;

  private PrettyJson() {}

  static String of(Json value) {
    var out = new StringBuilder();
    write(value, "", out);
    return out.toString();
  }

  private static void write(Json value, String indent, StringBuilder out) {
    var flat = JsonText.writeString(value);
    if (flat.length() + indent.length() <= WIDTH) {
      out.append(flat);
      return;
    }
    var deeper = indent + "  ";
    switch (value) {
      case Json.Obj(var fields) -> {
        var separator = "{\n";
        for (var field : fields.entrySet()) {
          out.append(separator).append(deeper);
          out.append(JsonText.writeString(Json.of(field.getKey()))).append(": ");
          write(field.getValue(), deeper, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append('}');
      }
      case Json.Arr(var items) -> {
        var separator = "[\n";
        for (var item : items) {
          out.append(separator).append(deeper);
          write(item, deeper, out);
          separator = ",\n";
        }
        out.append('\n').append(indent).append(']');
      }
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> out.append(flat);
    }
  }
}
