package dev.tributary.warehouse.domain.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as plain objects: a string, number, boolean, list, map or null.
 *
 * <p>Nesting is bounded by whoever parsed the value.
 */
public final class Json {

  /** Numbers of more digits than this are written with an exponent. */
  private static final int PLAIN_DIGITS = 40;

  private Json() {}

  /**
   * The value in a cell. Strings that tell an instant are timestamps; lists and maps are their JSON
   * text.
   */
  public static Cell cell(Object value) {
    return switch (value) {
      case Boolean flag -> new Cell.Flag(flag);
      case Number number -> Numbers.cell(number);
      case String text ->
          Timestamps.parse(text).<Cell>map(Cell.Moment::new).orElseGet(() -> new Cell.Text(text));
      case List<?> _, Map<?, ?> _ -> new Cell.Text(text(value));
      default -> new Cell.Text(value.toString());
    };
  }

  /**
   * The value as JSON text without white space. What no warehouse could keep (NUL, half of a
   * surrogate) is escaped, so that any value can be kept in this form.
   */
  public static String text(@Nullable Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Boolean flag -> out.append(flag.booleanValue());
      case Number number -> out.append(number(number));
      case List<?> items -> {
        var separator = '[';
        for (var item : items) {
          out.append(separator);
          write(item, out);
          separator = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> fields -> {
        var separator = '{';
        for (var field : fields.entrySet()) {
          out.append(separator);
          quote(String.valueOf(field.getKey()), out);
          out.append(':');
          write(field.getValue(), out);
          separator = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
      default -> quote(value.toString(), out);
    }
  }

  private static String number(Number number) {
    try {
      var decimal = new BigDecimal(number.toString());
      return Math.abs((long) decimal.scale()) > PLAIN_DIGITS
          ? decimal.toString()
          : decimal.toPlainString();
    } catch (NumberFormatException _) {
      return '"' + number.toString() + '"'; // Not of JSON: NaN, Infinity.
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (point < ' '
              || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            out.append("\\u%04x".formatted(point));
          } else {
            out.appendCodePoint(point);
          }
        }
      }
    }
    out.append('"');
  }
}
