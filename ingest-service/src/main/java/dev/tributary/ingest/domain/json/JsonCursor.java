package dev.tributary.ingest.domain.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over one JSON text in a single pass, checking all of it: grammar (RFC 8259), escapes, UTF-8
 * (RFC 3629) and depth. Makes no objects; says where values stand. Anything that is not JSON is
 * thrown as {@link MalformedJson}.
 *
 * <p>Work is linear in the length of the text, and the stack grows with {@link #MAX_DEPTH} at most.
 * Not thread-safe; one cursor walks one text once.
 */
public final class JsonCursor {

  /** Objects and arrays within one another, the outermost included. */
  public static final int MAX_DEPTH = 100;

  public static final int MAX_NUMBER_LENGTH = 100;

  /** Beyond what a double holds; a decimal of this exponent is still cheap to add to another. */
  public static final int MAX_EXPONENT = 400;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
  private static final long SPACES = 0x2020202020202020L;

  private final byte[] text;
  private int at;
  private Flaw flaw = Flaw.NONE;
  private int stringFrom;
  private boolean stringEscaped;

  /** At the start of a text; a byte order mark, which some clients send, is passed over. */
  public JsonCursor(byte[] text) {
    this.text = text;
    if (text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF) {
      at = 3;
    }
  }

  /** Index of the byte to be read next. */
  public int at() {
    return at;
  }

  /** A flaw met since the last call. */
  public Flaw takeFlaw() {
    var taken = flaw;
    flaw = Flaw.NONE;
    return taken;
  }

  /** Where the text of the string read last begins; it ends before {@code at() - 1}. */
  public int stringFrom() {
    return stringFrom;
  }

  /** Whether the string read last has an escape sequence. */
  public boolean stringEscaped() {
    return stringEscaped;
  }

  /** Passes over white space and shows the byte after it, or 0 at the end of the text. */
  public int peek() {
    while (at < text.length) {
      int next = text[at];
      if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
        return next;
      }
      at++;
    }
    return 0;
  }

  /** Passes over white space and then over this byte, which must come next. */
  public void expect(char expected) {
    if (peek() != expected) {
      throw malformed("'" + expected + "' expected");
    }
    at++;
  }

  /**
   * Within an object: passes on to the value of the next field, with the field's name as the string
   * read last, and answers true; or over the closing brace, and answers false.
   *
   * @param first whether the opening brace was just passed
   */
  public boolean nextField(boolean first) {
    if (!nextItem(first, '}')) {
      return false;
    }
    if (peek() != '"') {
      throw malformed("a field's name expected");
    }
    string();
    return true;
  }

  /**
   * Within an array or object: passes over the comma before another item, or over the closing
   * bracket, and answers whether there is another.
   */
  public boolean nextItem(boolean first, char closing) {
    int next = peek();
    if (next == closing) {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  /** Checks that nothing but white space is left. */
  public void end() {
    peek();
    if (at < text.length) {
      throw malformed("something follows the value");
    }
  }

  /**
   * Passes over one value, which must begin at the next byte that is not white space.
   *
   * @param depth how many objects and arrays enclose it
   */
  public ValueType value(int depth) {
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> literal("true", ValueType.BOOLEAN);
      case 'f' -> literal("false", ValueType.BOOLEAN);
      case 'n' -> literal("null", ValueType.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw malformed("a value expected");
    };
  }

  /** Checks the depth of an object or array that is entered and passes over its opening byte. */
  public void enter(int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH + " levels");
    }
    at++;
  }

  private ValueType object(int depth) {
    enter(depth);
    for (boolean first = true; nextField(first); first = false) {
      expect(':');
      value(depth);
    }
    return ValueType.OBJECT;
  }

  private ValueType array(int depth) {
    enter(depth);
    for (boolean first = true; nextItem(first, ']'); first = false) {
      value(depth);
    }
    return ValueType.ARRAY;
  }

  private ValueType literal(String word, ValueType type) {
    if (at + word.length() > text.length) {
      throw malformed("a value expected");
    }
    for (int i = 1; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        throw malformed("a value expected");
      }
    }
    at += word.length();
    return type;
  }

  private ValueType number() {
    int from = at;
    if (text[at] == '-') {
      at++;
    }
    if (byteAt(at) == '0') {
      at++;
    } else {
      digits();
    }
    if (byteAt(at) == '.') {
      at++;
      digits();
    }
    if ((byteAt(at) | 0x20) == 'e') {
      at++;
      if (byteAt(at) == '+' || byteAt(at) == '-') {
        at++;
      }
      int exponentFrom = at;
      digits();
      checkExponent(exponentFrom);
    }
    if (at - from > MAX_NUMBER_LENGTH) {
      flaw = Flaw.NUMBER_OUT_OF_RANGE;
    }
    return ValueType.NUMBER;
  }

  private void digits() {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw malformed("a digit expected");
    }
  }

  private void checkExponent(int from) {
    int exponent = 0;
    for (int i = from; i < at && exponent <= MAX_EXPONENT; i++) {
      exponent = exponent * 10 + text[i] - '0';
    }
    if (exponent > MAX_EXPONENT) {
      flaw = Flaw.NUMBER_OUT_OF_RANGE;
    }
  }

  private ValueType string() {
    stringFrom = ++at;
    stringEscaped = false;
    while (true) {
      skipPlain();
      int next = byteAt(at);
      if (next == '"') {
        at++;
        return stringEscaped ? ValueType.ESCAPED_STRING : ValueType.STRING;
      }
      if (next == '\\') {
        stringEscaped = true;
        escape();
      } else if (next < 0) {
        multiByte();
      } else {
        throw malformed(
            at < text.length ? "a control character in a string" : "a string not closed");
      }
    }
  }

  /**
   * Passes over characters that mean themselves, eight at a time while it can. A word's high bits
   * mark, exactly for the lowest and well enough for the others, the bytes that are a quote, a
   * backslash, a control character or no ASCII.
   */
  private void skipPlain() {
    while (at + Long.BYTES <= text.length) {
      long word = (long) WORDS.get(text, at);
      long quote = (word ^ QUOTES) - EACH;
      long backslash = (word ^ BACKSLASHES) - EACH;
      long control = word - SPACES;
      long special = (quote | backslash | control | word) & HIGH;
      if (special != 0) {
        at += Long.numberOfTrailingZeros(special) >>> 3;
        return;
      }
      at += Long.BYTES;
    }
    while (at < text.length && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
      at++;
    }
  }

  private void escape() {
    switch (byteAt(at + 1)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
      case 'u' -> {
        char unit = hex4(at + 2);
        at += 6;
        if (Character.isHighSurrogate(unit)) {
          lowSurrogate();
        } else if (Character.isLowSurrogate(unit)) {
          flaw = Flaw.LONE_SURROGATE;
        }
      }
      default -> throw malformed("an unknown escape sequence");
    }
  }

  private void lowSurrogate() {
    if (byteAt(at) == '\\' && byteAt(at + 1) == 'u' && Character.isLowSurrogate(hex4(at + 2))) {
      at += 6;
    } else {
      flaw = Flaw.LONE_SURROGATE;
    }
  }

  private char hex4(int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(byteAt(i), 16);
      if (digit < 0) {
        throw malformed("an unknown escape sequence");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  /** The well-formed sequences of RFC 3629, section 4. */
  private void multiByte() {
    int lead = text[at] & 0xFF;
    int second = byteAt(at + 1) & 0xFF;
    int length;
    if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      length = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ? 0 : 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ? 0 : 4;
    } else {
      length = 0;
    }
    if (length == 0) {
      throw malformed("bytes that are not UTF-8");
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((byteAt(i) & 0xC0) != 0x80) {
        throw malformed("bytes that are not UTF-8");
      }
    }
    at += length;
  }

  /** The byte there, or 0, which is never valid where this is asked, past the end. */
  private int byteAt(int index) {
    return index < text.length ? text[index] : 0;
  }

  private MalformedJson malformed(String reason) {
    return new MalformedJson(reason, Math.min(at, text.length));
  }
}
