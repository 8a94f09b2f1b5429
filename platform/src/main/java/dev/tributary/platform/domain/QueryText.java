package dev.tributary.platform.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Values as callers write them into the query of a URL. */
public final class QueryText {

  private QueryText() {}

  /**
   * A time in ISO 8601 with its offset; a date alone is its first moment in UTC.
   *
   * @throws InvalidValue of that field, if it is neither
   */
  public static Instant time(String field, String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new InvalidValue(field, "not a time in ISO 8601, such as 2026-01-31T12:00:00Z");
    }
  }

  /** Names joined by commas; blanks around them, and empty ones, count for nothing. */
  public static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
