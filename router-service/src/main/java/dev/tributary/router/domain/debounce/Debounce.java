package dev.tributary.router.domain.debounce;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;

/**
 * Cuts time into intervals of one length, of each of which at most one value is told: the newest,
 * when the interval is over. Where they begin differs from one profile and trait to the next, so
 * that not all profiles are told at once; but it is the same whoever computes it and whenever.
 *
 * @param length of an interval, 1 s to 24 h
 */
public record Debounce(Duration length) {

  public static final Duration LEAST = Duration.ofSeconds(1);
  public static final Duration MOST = Duration.ofHours(24);

  private static final long LATEST = 253_402_300_799_999L; // the end of year 9999

  public Debounce {
    if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
      throw new InvalidValue("debounce", "not between 1s and 24h");
    }
  }

  /**
   * When the interval ends that a change lies in: the first moment that is not in it any more.
   * Times that no clock tells count as the nearest that one does.
   */
  public long intervalEnd(ValueId value, long atMillis) {
    long millis = length.toMillis();
    long offset = Math.floorMod(value.high(), millis);
    long at = Math.clamp(atMillis, 0, LATEST);
    return at + millis - Math.floorMod(at - offset, millis);
  }
}
