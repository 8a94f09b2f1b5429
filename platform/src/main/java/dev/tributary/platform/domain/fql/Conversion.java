package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.NumberText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The functions of one value. */
final class Conversion {

  private static final int MAX_NUMBER_LENGTH = 100;

  private Conversion() {}

  static Json apply(Function function, Json value) {
    return switch (function) {
      case LENGTH -> length(value);
      case LOWERCASE -> ofText(value, text -> text.toLowerCase(Locale.ROOT));
      case UPPERCASE -> ofText(value, text -> text.toUpperCase(Locale.ROOT));
      case SNAKECASE -> ofText(value, text -> text.replace(' ', '_'));
      case KEBABCASE -> ofText(value, text -> text.replace(' ', '-'));
      case TITLECASE -> ofText(value, Conversion::titleCase);
      case TYPEOF -> Json.of(Type.of(value).label());
      case BOOL -> Json.of(truth(value));
      case STRING -> Json.of(string(value));
      case NUMBER -> number(value);
      case CONTAINS, MATCH -> Json.Null.VALUE;
    };
  }

  /** {@code bool(value)}. */
  static boolean truth(Json value) {
    return switch (value) {
      case Json.Bool(var bool) -> bool;
      case Json.Num(var number) -> number.signum() != 0;
      case Json.Str(var text) -> !text.isEmpty() && !text.equalsIgnoreCase("false");
      case Json.Arr(var items) -> !items.isEmpty();
      case Json.Obj(var fields) -> !fields.isEmpty();
      case Json.Null _ -> false;
    };
  }

  private static Json ofText(Json value, UnaryOperator<String> change) {
    return value instanceof Json.Str(var text) ? Json.of(change.apply(text)) : Json.Null.VALUE;
  }

  private static Json length(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Json.of(bytes(text));
      case Json.Arr(var items) -> Json.of(items.size());
      case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> Json.of(0);
    };
  }

  /** The text's length in UTF-8. */
  private static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        bytes += 1;
      } else if (character < 0x800 || Character.isSurrogate(character)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static String titleCase(String text) {
    var out = new StringBuilder(text.length());
    boolean starts = true;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      out.append(starts ? Character.toTitleCase(character) : character);
      starts = Character.isWhitespace(character);
    }
    return out.toString();
  }

  private static String string(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> NumberText.of(number);
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "";
      case Json.Arr _, Json.Obj _ -> JsonWriter.write(value, Integer.MAX_VALUE);
    };
  }

  private static Json number(Json value) {
    return switch (value) {
      case Json.Num number -> number;
      case Json.Str(var text) -> parsed(text);
      case Json.Arr _, Json.Obj _, Json.Bool _, Json.Null _ -> Json.Null.VALUE;
    };
  }

  private static Json parsed(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return Json.Null.VALUE;
    }
    try {
      return Json.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Json.Null.VALUE;
    }
  }
}
