package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.json.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Dates as traits hold them: ISO 8601 with an offset, such as {@code 2026-01-31T10:00:00Z}, or a
 * day alone, which stands for its first moment in UTC.
 */
final class Dates {

  private static final int LENGTH_OF_DAY = 10;
  private static final int MAX_LENGTH = 40;

  private Dates() {}

  /** In milliseconds since the epoch; nothing where the value is no date. */
  static OptionalLong millis(Json value) {
    return value instanceof Json.Str(var text) ? millis(text) : OptionalLong.empty();
  }

  static OptionalLong millis(String text) {
    if (!mayBeDate(text)) {
      return OptionalLong.empty();
    }
    try {
      var time =
          text.length() == LENGTH_OF_DAY
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      return OptionalLong.of(time.toEpochMilli());
    } catch (DateTimeException | ArithmeticException _) {
      return OptionalLong.empty();
    }
  }

  /** Spares most texts the exception. */
  private static boolean mayBeDate(String text) {
    return text.length() >= LENGTH_OF_DAY
        && text.length() <= MAX_LENGTH
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && Character.isDigit(text.charAt(0));
  }
}
