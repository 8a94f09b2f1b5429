package dev.tributary.ingest.domain.json;

import java.nio.charset.StandardCharsets;

/** The text of JSON strings that a {@link JsonCursor} has passed over and so found valid. */
public final class JsonStrings {

  private static final char REPLACEMENT = '\uFFFD';

  private JsonStrings() {}

  /** The text of a string without escape sequences, given what stands between its quotes. */
  public static String plain(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * The text of a string that may have escape sequences, given what stands between its quotes. Half
   * a surrogate pair becomes U+FFFD, since no UTF-8 could hold it.
   */
  public static String decode(byte[] text, int from, int to) {
    var raw = plain(text, from, to);
    var decoded = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char next = raw.charAt(at++);
      if (next != '\\') {
        decoded.append(next);
        continue;
      }
      char escape = raw.charAt(at++);
      if (escape == 'u') {
        decoded.append((char) Integer.parseInt(raw, at, at + 4, 16));
        at += 4;
      } else {
        decoded.append(unescaped(escape));
      }
    }
    replaceLoneSurrogates(decoded);
    return decoded.toString();
  }

  private static char unescaped(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static void replaceLoneSurrogates(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean paired =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (paired) {
        i++;
      } else {
        text.setCharAt(i, REPLACEMENT);
      }
    }
  }
}
