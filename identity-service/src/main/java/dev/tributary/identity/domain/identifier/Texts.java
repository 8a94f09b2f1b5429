package dev.tributary.identity.domain.identifier;

import dev.tributary.platform.domain.json.Json;
import java.util.LinkedHashMap;

/**
 * Text that can be stored and sent as UTF-8. JSON can spell what UTF-8 cannot: half of a surrogate
 * pair. Two different halves would be stored as the same replacement character, and so seem equal.
 */
public final class Texts {

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** Whether every surrogate has its other half, and no character is NUL. */
  public static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && isWellFormed(text);
  }

  /** The text with what cannot be stored in it replaced. */
  public static String storable(String text) {
    return isStorable(text) ? text : replaced(text.replace('\0', REPLACEMENT));
  }

  /** The value with each lone surrogate in it replaced. */
  public static Json wellFormed(Json value) {
    return isWellFormed(value) ? value : replaced(value);
  }

  private static boolean isWellFormed(Json value) {
    return switch (value) {
      case Json.Str(var text) -> isWellFormed(text);
      case Json.Arr(var items) -> items.stream().allMatch(Texts::isWellFormed);
      case Json.Obj(var fields) ->
          fields.entrySet().stream()
              .allMatch(field -> isWellFormed(field.getKey()) && isWellFormed(field.getValue()));
      case Json.Num _, Json.Bool _, Json.Null _ -> true;
    };
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().noneMatch(Texts::isLoneSurrogate);
      }
    }
    return true;
  }

  private static Json replaced(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Json.of(replaced(text));
      case Json.Arr(var items) -> new Json.Arr(items.stream().map(Texts::replaced).toList());
      case Json.Obj(var fields) -> {
        var copy = new LinkedHashMap<String, Json>();
        fields.forEach((name, field) -> copy.put(replaced(name), replaced(field)));
        yield new Json.Obj(copy);
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private static String replaced(String text) {
    var builder = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isLoneSurrogate(c) ? REPLACEMENT : c)
        .forEach(builder::appendCodePoint);
    return builder.toString();
  }

  /** Of the code points of a text, only half a pair is in the range of surrogates. */
  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
