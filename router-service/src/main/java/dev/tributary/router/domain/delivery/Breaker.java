package dev.tributary.router.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that a destination does not take anything any more, so that it is asked now and then by
 * one request instead of by all. Closed at first; open after so many failures of first attempts in
 * a row; each further failure waits longer; the first success closes it. What has failed before is
 * likely to fail again, and then says little of the rest. Not thread-safe.
 */
public final class Breaker {

  private static final int FAILURES = 20;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MAX_DOUBLINGS = 5;

  private int failures;
  private Instant until = Instant.MIN;

  /** A request succeeded, whatever it was answered. */
  public void succeeded() {
    failures = 0;
    until = Instant.MIN;
  }

  /**
   * A request failed for a reason that others will meet too. Those under way when it opened do not
   * make it wait longer.
   *
   * @param first whether something was tried in it for the first time
   * @return until when nothing is to be sent, where it is open
   */
  public Optional<Instant> failed(Instant now, boolean first) {
    if (!isOpen() && !first) {
      return Optional.empty();
    }
    if (failures >= FAILURES && now.isBefore(until)) {
      return Optional.of(until);
    }
    failures++;
    if (failures < FAILURES) {
      return Optional.empty();
    }
    int doublings = Math.min(failures - FAILURES, MAX_DOUBLINGS);
    var wait = FIRST.multipliedBy(1L << doublings);
    until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    return Optional.of(until);
  }

  /** Whether only one request at a time may find out if it goes again. */
  public boolean isOpen() {
    return failures >= FAILURES;
  }
}
