package dev.tributary.ingest.domain.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Reads the times that clients write: ISO 8601 with or without zone (then UTC), seconds, fraction
 * or time of day, and counts of seconds or milliseconds since the epoch, as a number or as text.
 * Only years from {@value #FIRST_YEAR} to 9999 are times.
 */
public final class Timestamps {

  static final int FIRST_YEAR = 1900;

  /** Counts from here on are milliseconds: as seconds it would be the year 5138. */
  private static final double FIRST_COUNT_OF_MILLIS = 1e11;

  private static final long EARLIEST = LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay() * 86_400_000;
  private static final long LATEST = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400_000 - 1;

  private static final Pattern COUNT =
      Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE]\\+?[0-9]{1,2})?");

  private final String text;
  private int at;

  private Timestamps(String text) {
    this.text = text;
  }

  /** The time in milliseconds since the epoch, or {@link Timing#UNTOLD} where the text is none. */
  public static long parse(String text) {
    if (text.isEmpty()) {
      return Timing.UNTOLD;
    }
    try {
      long millis = looksLikeDate(text) ? new Timestamps(text).date() : count(text);
      return isTime(millis) ? millis : Timing.UNTOLD;
    } catch (DateTimeException _) {
      return Timing.UNTOLD;
    }
  }

  /** Whether it is within the years that are times. */
  static boolean isTime(long millis) {
    return millis >= EARLIEST && millis <= LATEST;
  }

  private static boolean looksLikeDate(String text) {
    return text.length() >= 10 && text.charAt(4) == '-';
  }

  private static long count(String text) {
    if (!COUNT.matcher(text).matches()) {
      return Long.MIN_VALUE;
    }
    double count = Double.parseDouble(text);
    return (long) (Math.abs(count) < FIRST_COUNT_OF_MILLIS ? count * 1000 : count);
  }

  private long date() {
    int year = digits(4);
    skip('-');
    int month = digits(2);
    skip('-');
    var date = LocalDate.of(year, month, digits(2));
    long millis = date.toEpochDay() * 86_400_000;
    if (at < text.length()) {
      millis += timeOfDay() - zone();
    }
    if (at < text.length()) {
      throw new DateTimeException("something follows the time");
    }
    return millis;
  }

  private long timeOfDay() {
    char separator = text.charAt(at++);
    if (separator != 'T' && separator != 't' && separator != ' ') {
      throw new DateTimeException("no time of day");
    }
    int hour = within(digits(2), 23);
    skip(':');
    int minute = within(digits(2), 59);
    long millis = (hour * 60L + minute) * 60_000;
    if (next() == ':') {
      at++;
      millis += within(digits(2), 60) * 1000L; // 60: a leap second
      if (next() == '.' || next() == ',') {
        at++;
        millis += fraction();
      }
    }
    return millis;
  }

  /** Milliseconds of a fraction of a second, finer digits cut off. */
  private int fraction() {
    int from = at;
    int millis = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      int place = at++ - from;
      if (place < 3) {
        millis = millis * 10 + text.charAt(at - 1) - '0';
      }
    }
    return switch (at - from) {
      case 0 -> throw new DateTimeException("no fraction");
      case 1 -> millis * 100;
      case 2 -> millis * 10;
      default -> millis;
    };
  }

  private long zone() {
    if (next() == ' ' && at + 1 < text.length()) {
      at++;
    }
    char sign = next();
    if (sign == 0) {
      return 0;
    }
    at++;
    if (sign == 'Z' || sign == 'z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw new DateTimeException("no zone");
    }
    int minutes = within(digits(2), 18) * 60;
    if (at < text.length()) {
      if (next() == ':') {
        at++;
      }
      minutes += within(digits(2), 59);
    }
    return (sign == '-' ? -minutes : minutes) * 60_000L;
  }

  private int digits(int count) {
    if (at + count > text.length()) {
      throw new DateTimeException("too short");
    }
    int value = 0;
    for (int end = at + count; at < end; at++) {
      if (!isDigit(text.charAt(at))) {
        throw new DateTimeException("no digit");
      }
      value = value * 10 + text.charAt(at) - '0';
    }
    return value;
  }

  private void skip(char expected) {
    if (next() != expected) {
      throw new DateTimeException("no " + expected);
    }
    at++;
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static int within(int value, int most) {
    if (value > most) {
      throw new DateTimeException("out of range");
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
