package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens, the last of which is the end. */
final class Lexer {

  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_EXPONENT_DIGITS = 3;

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    var tokens = new ArrayList<Token>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  static InvalidValue wrong(int at, String what) {
    return new InvalidValue("FQL", "wrong at offset " + at + ": " + what);
  }

  /** Whether a name may hold the character without a backslash before it. */
  static boolean isNameCharacter(int character) {
    return isLetter(character) || isDigit(character) || character == '_' || character == '-';
  }

  /** Whether a path may start with the character. */
  static boolean isPathStart(int character) {
    return isLetter(character) || character == '_' || character == '\\';
  }

  private Token next() {
    while (" \t\r\n".indexOf(peek()) >= 0) {
      at++;
    }
    if (at == text.length()) {
      return Token.of(Token.Kind.END, at, "");
    }
    int character = peek();
    if (isPathStart(character)) {
      return path();
    }
    if (isDigit(character) || character == '-' || character == '+') {
      return number();
    }
    return switch (character) {
      case '"', '\'' -> string((char) character);
      case '(' -> symbol(Token.Kind.OPEN, 1);
      case ')' -> symbol(Token.Kind.CLOSE, 1);
      case '[' -> symbol(Token.Kind.OPEN_LIST, 1);
      case ']' -> symbol(Token.Kind.CLOSE_LIST, 1);
      case ',' -> symbol(Token.Kind.COMMA, 1);
      case '=' -> symbol(Token.Kind.COMPARISON, 1);
      case '<', '>' -> symbol(Token.Kind.COMPARISON, followedByEquals() ? 2 : 1);
      case '!' -> followedByEquals() ? symbol(Token.Kind.COMPARISON, 2) : symbol(Token.Kind.NOT, 1);
      default ->
          throw wrong(at, "no part of a filter starts with " + character(text.codePointAt(at)));
    };
  }

  private boolean followedByEquals() {
    return text.startsWith("=", at + 1);
  }

  private Token symbol(Token.Kind kind, int length) {
    var token = Token.of(kind, at, text.substring(at, at + length));
    at += length;
    return token;
  }

  private Token path() {
    int start = at;
    var names = new ArrayList<String>();
    names.add(name());
    while (peek() == '.') {
      at++;
      names.add(name());
    }
    var written = text.substring(start, at);
    return new Token(Token.Kind.ofWord(written), start, written, names);
  }

  private String name() {
    var name = new StringBuilder();
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (character == '\\') {
        at++;
        if (at == text.length()) {
          throw wrong(at, "expected a character after the backslash, found the end");
        }
        character = text.codePointAt(at);
      } else if (!isNameCharacter(character)) {
        break;
      }
      name.appendCodePoint(character);
      at += Character.charCount(character);
    }
    if (name.isEmpty()) {
      throw wrong(at, "expected a field's name, found " + found());
    }
    if (at < text.length() && Character.isLetterOrDigit(text.codePointAt(at))) {
      throw wrong(at, "in a field's name, write a backslash before " + found());
    }
    return name.toString();
  }

  private Token number() {
    int start = at;
    at++;
    if (!isDigit(text.charAt(start))) {
      digits();
    } else {
      skipDigits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '-' || peek() == '+') {
        at++;
      }
      if (digits() > MAX_EXPONENT_DIGITS) {
        throw wrong(start, "the exponent has more than " + MAX_EXPONENT_DIGITS + " digits");
      }
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw wrong(start, "the number is longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    if (peek() == '.' || isNameCharacter(peek())) {
      throw wrong(at, "expected the number to end, found " + found());
    }
    return Token.of(Token.Kind.NUMBER, start, text.substring(start, at));
  }

  private int digits() {
    int start = at;
    skipDigits();
    if (at == start) {
      throw wrong(at, "expected a digit, found " + found());
    }
    return at - start;
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      at++;
    }
  }

  private Token string(char quote) {
    int start = at;
    at++;
    var value = new StringBuilder();
    while (peek() != quote) {
      if (at == text.length()) {
        throw wrong(at, "expected " + quote + " to close the string from offset " + start);
      }
      if (peek() == '\\') {
        escape(value);
      } else {
        value.append(text.charAt(at));
        at++;
      }
    }
    at++;
    return Token.of(Token.Kind.STRING, start, value.toString());
  }

  /** An escape that is none stays as it is, so that a glob's own need no second backslash. */
  private void escape(StringBuilder value) {
    at++;
    switch (peek()) {
      case '\\' -> value.append('\\');
      case '\'' -> value.append('\'');
      case '"' -> value.append('"');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      default -> {
        value.append('\\');
        return;
      }
    }
    at++;
  }

  private String found() {
    return at == text.length() ? "the end" : character(text.codePointAt(at));
  }

  private static String character(int character) {
    return Character.isISOControl(character)
        ? "a control character"
        : Character.toString(character);
  }

  /** The character here, or -1 at the end. */
  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private static boolean isLetter(int character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
