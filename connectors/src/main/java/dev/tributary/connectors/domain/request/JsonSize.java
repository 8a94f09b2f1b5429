package dev.tributary.connectors.domain.request;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.NumberText;

/** How long a value is as JSON, without writing it: exact but for escapes. */
final class JsonSize {

  private JsonSize() {}

  /** In bytes of UTF-8; a character that is escaped counts as one byte. */
  static int of(Json value) {
    return switch (value) {
      case Json.Obj(var fields) -> {
        int size = 1;
        for (var field : fields.entrySet()) {
          size += text(field.getKey()) + of(field.getValue()) + 2;
        }
        yield Math.max(2, size);
      }
      case Json.Arr(var items) -> {
        int size = 1;
        for (var item : items) {
          size += of(item) + 1;
        }
        yield Math.max(2, size);
      }
      case Json.Str(var text) -> text(text);
      case Json.Num(var number) -> NumberText.of(number).length();
      case Json.Bool(var bool) -> bool ? 4 : 5;
      case Json.Null _ -> 4;
    };
  }

  private static int text(String text) {
    int size = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return size;
  }
}
