package dev.tributary.identity.domain.identifier;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Takes away what nobody sees: white space of any kind and invisible marks around a text, and the
 * difference between an accented letter in one character and in two.
 */
final class Trimming {

  private Trimming() {}

  static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isInvisible(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && isInvisible(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return composed(text.substring(start, end));
  }

  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static boolean isInvisible(int codePoint) {
    return isSpace(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.CONTROL;
  }

  private static String composed(String text) {
    return text.chars().allMatch(c -> c < 128) ? text : Normalizer.normalize(text, Form.NFC);
  }
}
