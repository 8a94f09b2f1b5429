package dev.tributary.warehouse.domain.naming;

/**
 * Snake case as Segment's warehouses have it, so that tables and columns are called what people who
 * come from there expect. Source: github.com/segmentio/go-snakecase.
 *
 * <p>Words are runs of capitals and digits followed by a run of small letters and digits; anything
 * but ASCII letters and digits ends a word and is dropped. A name that is lower case throughout,
 * with single underscores before letters or digits, stays as it is, a leading underscore included.
 */
final class SnakeCase {

  private SnakeCase() {}

  /** Of a name without a letter or digit of ASCII nothing is left. */
  static String of(String name) {
    int kept = untouched(name);
    if (kept == name.length()) {
      return name;
    }
    if (kept > 0 && isDigit(name.charAt(kept - 1))) {
      kept--; // The digit belongs to the capital that follows.
    }
    var out = new StringBuilder(name.substring(0, kept));
    int at = kept;
    while (at < name.length()) {
      if (!isLower(name.charAt(at)) && !isUpper(name.charAt(at)) && !isDigit(name.charAt(at))) {
        at++;
        continue;
      }
      if (!out.isEmpty()) {
        out.append('_');
      }
      for (; at < name.length() && (isUpper(name.charAt(at)) || isDigit(name.charAt(at))); at++) {
        out.append(Character.toLowerCase(name.charAt(at)));
      }
      for (; at < name.length() && (isLower(name.charAt(at)) || isDigit(name.charAt(at))); at++) {
        out.append(name.charAt(at));
      }
    }
    return out.toString();
  }

  private static int untouched(String name) {
    int at = 0;
    while (at < name.length()
        && (isWord(name, at) || (name.charAt(at) == '_' && isWord(name, at + 1)))) {
      at++;
    }
    return at;
  }

  private static boolean isWord(String name, int at) {
    return at < name.length() && (isLower(name.charAt(at)) || isDigit(name.charAt(at)));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
