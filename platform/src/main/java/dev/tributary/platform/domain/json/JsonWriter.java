package dev.tributary.platform.domain.json;

import dev.tributary.platform.domain.InvalidValue;

/**
 * JSON values to compact text, in pure Java, for the domains that must not know a library. Bounded,
 * so that a value that shares its parts a thousand times cannot fill the memory.
 */
public final class JsonWriter {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final int maxLength;

  private JsonWriter(int maxLength) {
    this.maxLength = maxLength;
  }

  /**
   * The value's text without white space, fields in their order.
   *
   * @throws InvalidValue if the text would be longer than {@code maxLength} characters
   */
  public static String write(Json value, int maxLength) {
    var writer = new JsonWriter(maxLength);
    writer.write(value);
    writer.checkLength();
    return writer.out.toString();
  }

  private void write(Json value) {
    checkLength();
    switch (value) {
      case Json.Obj object -> writeObject(object);
      case Json.Arr array -> writeArray(array);
      case Json.Str(var text) -> writeString(text);
      case Json.Num(var number) -> out.append(NumberText.of(number));
      case Json.Bool(var bool) -> out.append(bool);
      case Json.Null _ -> out.append("null");
    }
  }

  private void writeObject(Json.Obj object) {
    var separator = "{";
    for (var field : object.fields().entrySet()) {
      out.append(separator);
      writeString(field.getKey());
      out.append(':');
      write(field.getValue());
      separator = ",";
    }
    out.append(object.fields().isEmpty() ? "{}" : "}");
  }

  private void writeArray(Json.Arr array) {
    var separator = "[";
    for (var item : array.items()) {
      out.append(separator);
      write(item);
      separator = ",";
    }
    out.append(array.items().isEmpty() ? "[]" : "]");
  }

  private void writeString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      writeCharacter(text.charAt(i));
    }
    out.append('"');
  }

  private void writeCharacter(char character) {
    switch (character) {
      case '"', '\\' -> out.append('\\').append(character);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (character < ' ') {
          out.append("\\u00").append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 15));
        } else {
          out.append(character);
        }
      }
    }
  }

  private void checkLength() {
    if (out.length() > maxLength) {
      throw new InvalidValue("JSON", "longer than " + maxLength + " characters");
    }
  }
}
