package dev.tributary.identity.domain.linkage.text;

import java.util.Optional;

/**
 * A telephone number as it is compared: its last nine digits, which are the same whether or not the
 * country's or the trunk prefix is written.
 */
public record Phone(String digits) {

  private static final int COMPARED = 9;
  private static final int FEWEST = 6;
  private static final int MOST = 20;

  /** Reads a number; empty where it is none. */
  public static Optional<Phone> parse(String text) {
    var digits = new StringBuilder();
    for (int i = 0; i < text.length() && digits.length() <= MOST; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit >= 0) {
        digits.append(digit);
      }
    }
    if (digits.length() < FEWEST || digits.length() > MOST) {
      return Optional.empty();
    }
    return Optional.of(new Phone(digits.substring(Math.max(0, digits.length() - COMPARED))));
  }

  public String text() {
    return digits;
  }
}
