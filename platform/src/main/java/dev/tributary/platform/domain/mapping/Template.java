package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/** Text with places to fill: {@code Hi {{traits.name}}}. Three braces mean the same as two. */
record Template(List<Part> parts) {

  static final int MAX_LENGTH = 10_000;

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  Template {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  sealed interface Part {

    /** Text that stays. */
    record Words(String words) implements Part {}

    /** A place to fill with what a path leads to. */
    record Place(JsonPath path) implements Part {}
  }

  /**
   * Reads a template. Braces that do not come in pairs stay as text.
   *
   * @throws InvalidValue if a path in it cannot be read, or it is longer than {@value #MAX_LENGTH}
   *     characters
   */
  static Template parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidValue("template", "longer than " + MAX_LENGTH + " characters");
    }
    var parts = new ArrayList<Part>();
    var words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      int width = open >= 0 && isTriple(text, open) ? 3 : 2;
      int close = open < 0 ? -1 : text.indexOf('}', open + width);
      if (close < 0) {
        break;
      }
      if (close == open + width || !text.startsWith(CLOSE, close)) {
        words.append(text, at, open + 1);
        at = open + 1;
        continue;
      }
      words.append(text, at, open);
      if (!words.isEmpty()) {
        parts.add(new Part.Words(words.toString()));
        words.setLength(0);
      }
      parts.add(new Part.Place(JsonPath.parse(text.substring(open + width, close).strip())));
      at = close + width;
    }
    words.append(text, at, text.length());
    if (!words.isEmpty()) {
      parts.add(new Part.Words(words.toString()));
    }
    return new Template(parts);
  }

  private static boolean isTriple(String text, int open) {
    int close = text.indexOf('}', open);
    return text.startsWith("{{{", open) && close >= 0 && text.startsWith("}}}", close);
  }
}
