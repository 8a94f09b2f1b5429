package dev.tributary.platform.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as Segment writes them: ISO 8601 in UTC, with milliseconds, for instance {@code
 * 2026-11-28T09:05:07.042Z}. Each event has several, so the usual ones are written and read digit
 * by digit; a formatter does the others, and both come to the same.
 */
public final class TimeText {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String PLAIN = "0000-00-00T00:00:00.000Z";
  private static final int LAST_PLAIN_YEAR = 9_999;

  private TimeText() {}

  /** A time as text; what is shorter than a millisecond is cut off. */
  public static String of(Instant time) {
    var at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    if (at.getYear() < 0 || at.getYear() > LAST_PLAIN_YEAR) {
      return FORM.format(time);
    }
    var text = PLAIN.toCharArray();
    write(text, 0, 4, at.getYear());
    write(text, 5, 2, at.getMonthValue());
    write(text, 8, 2, at.getDayOfMonth());
    write(text, 11, 2, at.getHour());
    write(text, 14, 2, at.getMinute());
    write(text, 17, 2, at.getSecond());
    write(text, 20, 3, at.getNano() / 1_000_000);
    return new String(text);
  }

  /** A time of so many milliseconds since 1970 as text. */
  public static String ofMillis(long millis) {
    return of(Instant.ofEpochMilli(millis));
  }

  /** The time that a text says, in any form of ISO 8601's instants; empty where it is none. */
  public static Optional<Instant> read(String text) {
    try {
      if (isPlain(text) && number(text, 11, 2) < 24 && number(text, 17, 2) < 60) {
        var at =
            LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 2),
                number(text, 8, 2),
                number(text, 11, 2),
                number(text, 14, 2),
                number(text, 17, 2),
                number(text, 20, 3) * 1_000_000);
        return Optional.of(at.toInstant(ZoneOffset.UTC));
      }
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Whether it has digits where plain ones have them, and the same signs between. */
  private static boolean isPlain(String text) {
    if (text.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char wanted = PLAIN.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return true;
  }

  private static void write(char[] text, int at, int digits, int number) {
    int left = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  private static int number(String text, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      number = 10 * number + (text.charAt(i) - '0');
    }
    return number;
  }
}
