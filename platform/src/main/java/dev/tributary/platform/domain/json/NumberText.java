package dev.tributary.platform.domain.json;

import java.math.BigDecimal;

/**
 * Numbers as text the way JavaScript writes them: plain between 1e-7 and 1e21, else with an
 * exponent, such as {@code 1.5e+21}; no needless zeros; every digit kept. The text is never longer
 * than the digits and thirty characters, whatever the exponent.
 */
public final class NumberText {

  private static final int PLAIN_UP_TO = 21;
  private static final int PLAIN_DOWN_TO = -6;

  private NumberText() {}

  /** The number's text. Equal numbers have equal texts. */
  public static String of(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    var unscaled = number.unscaledValue().abs().toString();
    var digits = withoutTrailingZeros(unscaled);
    // Where the point stands, counted from before the first digit.
    long point = (long) unscaled.length() - number.scale();
    var sign = number.signum() < 0 ? "-" : "";
    return sign + (isPlain(point) ? plain(digits, (int) point) : scientific(digits, point - 1));
  }

  private static boolean isPlain(long point) {
    return point > PLAIN_DOWN_TO && point <= PLAIN_UP_TO;
  }

  private static String plain(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length());
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, long exponent) {
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }
}
