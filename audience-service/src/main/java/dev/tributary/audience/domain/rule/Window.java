package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;

/** How long an event counts, and from when on. */
public sealed interface Window {

  /** The longest window there is. */
  Duration LONGEST = Duration.ofDays(3650);

  /** For ever. */
  record AllTime() implements Window {}

  /**
   * An event at time {@code e} counts at {@code now} exactly if {@code now - millis < e}: to the
   * millisecond, and at once where it is stamped in the future.
   */
  record Last(long millis) implements Window {

    public Last {
      if (millis < 1 || millis > LONGEST.toMillis()) {
        throw new InvalidValue("within", "not between one millisecond and 10 years (3650d)");
      }
    }
  }

  /**
   * An event at time {@code e} counts at {@code now} exactly if {@code now - oldestMillis < e <=
   * now - youngestMillis}: it comes in by the passing of time, and goes out by it.
   */
  record Aged(long youngestMillis, long oldestMillis) implements Window {

    public Aged {
      if (youngestMillis < 1
          || oldestMillis <= youngestMillis
          || oldestMillis > LONGEST.toMillis()) {
        throw new InvalidValue(
            "between", "not two ages, the first less, of up to 10 years (3650d)");
      }
    }
  }

  /** The last moment whose events no longer count, and never will. */
  default long endedBefore(long now) {
    return switch (this) {
      case AllTime _ -> Long.MIN_VALUE;
      case Last(var millis) -> now - millis;
      case Aged(_, var oldest) -> now - oldest;
    };
  }

  /** The last moment whose events count already. */
  default long begunBy(long now) {
    return switch (this) {
      case AllTime _, Last _ -> Long.MAX_VALUE;
      case Aged(var youngest, _) -> now - youngest;
    };
  }
}
