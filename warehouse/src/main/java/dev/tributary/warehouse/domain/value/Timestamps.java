package dev.tributary.warehouse.domain.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which strings are timestamps, and how a timestamp is spelled.
 *
 * <p>A timestamp is ISO 8601 with date, time and zone, of the years 1900 to 2261 (which every
 * warehouse's type covers), to the microsecond at most. Without a zone it is no instant, and stays
 * text.
 */
public final class Timestamps {

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})");
  private static final int SHORTEST = 20;
  private static final int LONGEST = 32;
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2262-01-01T00:00:00Z");
  private static final DateTimeFormatter MILLIS = formatter("SSS");
  private static final DateTimeFormatter MICROS = formatter("SSSSSS");

  private Timestamps() {}

  /** The instant that the text tells, if it is a timestamp. */
  static Optional<Instant> parse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(instant).filter(Timestamps::isKept);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** As a column of timestamps keeps it: cut to the microsecond; empty if its year is too far. */
  public static Optional<Instant> kept(Instant instant) {
    return Optional.of(instant.truncatedTo(ChronoUnit.MICROS)).filter(Timestamps::isKept);
  }

  /** In UTC, with milliseconds, or microseconds where there are any. */
  static String text(Instant instant) {
    return (instant.equals(instant.truncatedTo(ChronoUnit.MILLIS)) ? MILLIS : MICROS)
        .format(instant);
  }

  private static boolean isKept(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(END);
  }

  private static DateTimeFormatter formatter(String fraction) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC);
  }
}
