package dev.tributary.platform.domain.json;

import dev.tributary.platform.domain.InvalidValue;
import java.math.BigDecimal;
import java.util.ArrayList;

/**
 * JSON text to values (RFC 8259), in pure Java, for the domains that must not know a library. A key
 * that comes twice counts the last time. Takes time in proportion to the text's length.
 */
public final class JsonReader {

  public static final int MAX_DEPTH = 200;
  public static final int MAX_NUMBER_LENGTH = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws InvalidValue if the text is not exactly one JSON value, is nested deeper than {@value
   *     #MAX_DEPTH} or has a number longer than {@value #MAX_NUMBER_LENGTH} characters
   */
  public static Json read(String text) {
    var reader = new JsonReader(text);
    var value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.wrong();
    }
    return value;
  }

  private Json value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> Json.of(string());
      case 't' -> word("true", Json.Bool.TRUE);
      case 'f' -> word("false", Json.Bool.FALSE);
      case 'n' -> word("null", Json.Null.VALUE);
      default -> number();
    };
  }

  private Json object() {
    enter();
    var fields = new ObjBuilder();
    if (!accept('}')) {
      do {
        skipSpace();
        var name = string();
        expect(':');
        fields.put(name, value());
      } while (accept(','));
      expect('}');
    }
    depth--;
    return fields.build();
  }

  private Json array() {
    enter();
    var items = new ArrayList<Json>();
    if (!accept(']')) {
      do {
        items.add(value());
      } while (accept(','));
      expect(']');
    }
    depth--;
    return new Json.Arr(items);
  }

  private String string() {
    if (peek() != '"') {
      throw wrong();
    }
    at++;
    var out = new StringBuilder();
    while (peek() != '"') {
      char character = next();
      if (character < ' ') {
        throw wrong();
      }
      out.append(character == '\\' ? escaped() : character);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char character = next();
    return switch (character) {
      case '"', '\\', '/' -> character;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          code = code * 16 + hexDigit(next());
        }
        yield (char) code;
      }
      default -> throw wrong();
    };
  }

  private int hexDigit(char character) {
    int digit = character < 128 ? Character.digit(character, 16) : -1;
    if (digit < 0) {
      throw wrong();
    }
    return digit;
  }

  private Json number() {
    int start = at;
    acceptCharacter('-');
    if (!acceptCharacter('0')) {
      digits();
    }
    if (acceptCharacter('.')) {
      digits();
    }
    if (acceptCharacter('e') || acceptCharacter('E')) {
      if (!acceptCharacter('+')) {
        acceptCharacter('-');
      }
      digits();
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw wrong();
    }
    try {
      return Json.of(new BigDecimal(text.substring(start, at)));
    } catch (NumberFormatException _) {
      throw wrong();
    }
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong();
    }
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private void enter() {
    at++;
    depth++;
    if (depth > MAX_DEPTH) {
      throw new InvalidValue("JSON", "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private void expect(char character) {
    if (!accept(character)) {
      throw wrong();
    }
  }

  private boolean accept(char character) {
    skipSpace();
    return acceptCharacter(character);
  }

  private boolean acceptCharacter(char character) {
    if (at < text.length() && text.charAt(at) == character) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char next() {
    char character = peek();
    at++;
    return character;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private InvalidValue wrong() {
    return new InvalidValue("JSON", "malformed at offset " + at);
  }
}
