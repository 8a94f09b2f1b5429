package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;

/** How long an event counts. */
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

  /** The last moment whose events no longer count. */
  default long endedBefore(long now) {
    return switch (this) {
      case AllTime _ -> Long.MIN_VALUE;
      case Last(var millis) -> now - millis;
    };
  }
}
