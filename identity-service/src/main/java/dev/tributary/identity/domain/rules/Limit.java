package dev.tributary.identity.domain.rules;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many values of one type a profile may be given within a sliding span of time. Counted is when
 * the profile got them, by receipt; what it has over the limit, it keeps.
 */
public record Limit(int values, Span per) {

  public static final int MAX_VALUES = 1_000;

  /** A value more would join two people: the type is unique. */
  public static final Limit UNIQUE = new Limit(1, Span.EVER);

  public Limit {
    if (values < 1) {
      throw new InvalidValue("limit", "below 1");
    }
  }

  /** Over which time values are counted. A month is 30 days, a year 365. */
  public enum Span {
    EVER(Duration.ofDays(1_000_000)),
    YEAR(Duration.ofDays(365)),
    MONTH(Duration.ofDays(30)),
    WEEK(Duration.ofDays(7)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Span(Duration length) {
      this.length = length;
    }

    /** The span that definitions spell so. */
    public static Span named(String spelling) {
      return Arrays.stream(values())
          .filter(span -> span.name().toLowerCase(Locale.ROOT).equals(spelling))
          .findFirst()
          .orElseThrow(() -> new InvalidValue("per", "none of ever, year, month, week and day"));
    }

    /** Values given before this instant are not counted at {@code now}. */
    public Instant start(Instant now) {
      return this == EVER ? Instant.MIN : now.minus(length);
    }
  }
}
