package dev.tributary.local.domain;

import java.time.Duration;

/** How long to wait before something that failed is tried again. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int DOUBLINGS = 5;

  /** Having run for this long counts as having worked. */
  private static final Duration SOUND = Duration.ofMinutes(1);

  private Backoff() {}

  /** Doubles from a second to half a minute. */
  public static Duration after(int failures) {
    var doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** How many failures in a row there are now, given how long the last run held. */
  public static int failures(int before, Duration run) {
    return run.compareTo(SOUND) >= 0 ? 1 : before + 1;
  }
}
