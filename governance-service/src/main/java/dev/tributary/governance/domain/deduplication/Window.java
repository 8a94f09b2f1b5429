package dev.tributary.governance.domain.deduplication;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;

/**
 * How long a message is remembered.
 *
 * @param length two records of one message closer together than this, by time of receipt, are
 *     duplicates; one exactly this much later is not
 * @param allowedLag how far a record may be behind this server's clock when it is judged and still
 *     be judged exactly. What is older counts as this old.
 */
public record Window(Duration length, Duration allowedLag) {

  public Window {
    require(length.toMillis() > 0, "length", "not longer than nothing");
    require(!allowedLag.isNegative(), "allowed lag", "negative");
  }

  /** How long a sighting can still be asked for, counted from its time of receipt. */
  public Duration kept() {
    return length.plus(allowedLag);
  }

  /**
   * The time of receipt, held within what this server's clock allows: not in the future, and not
   * further back than the allowed lag. So one record with a mad time can neither make the store
   * forget nor be remembered for ever.
   */
  long momentOf(long receivedAtMillis, long nowMillis) {
    return Math.clamp(receivedAtMillis, nowMillis - allowedLag.toMillis(), nowMillis);
  }

  boolean holdsBoth(long oneMillis, long otherMillis) {
    return Math.abs(oneMillis - otherMillis) < length.toMillis();
  }

  private static void require(boolean condition, String field, String reason) {
    if (!condition) {
      throw new InvalidValue(field, reason);
    }
  }
}
