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

  /**
   * The events of the session that is going on at {@code now}: those before the newest without a
   * pause of {@code gapMillis} between two of them, if the newest is not as long ago. Of a session
   * that lasts longer than {@value #LONGEST_SESSION_IN_GAPS} such pauses, the events of that time.
   */
  record Session(long gapMillis) implements Window {

    /** What is older cannot be told apart from what no late event will ever join again. */
    public static final long LONGEST_SESSION_IN_GAPS = 100;

    public static final Duration LONGEST_GAP = Duration.ofDays(365);

    public Session {
      if (gapMillis < 1 || gapMillis > LONGEST_GAP.toMillis()) {
        throw new InvalidValue("expiresAfter", "not between one millisecond and 365 days");
      }
    }
  }

  /** The last moment whose events no longer count, and never will. */
  default long endedBefore(long now) {
    return switch (this) {
      case AllTime _ -> Long.MIN_VALUE;
      case Last(var millis) -> now - millis;
      case Aged(_, var oldest) -> now - oldest;
      case Session(var gap) -> now - gap * Session.LONGEST_SESSION_IN_GAPS;
    };
  }

  /** Whether events come to count, or cease to, other than by falling out of it for ever. */
  default boolean turnsByTime() {
    return switch (this) {
      case AllTime _, Last _ -> false;
      case Aged _, Session _ -> true;
    };
  }
}
