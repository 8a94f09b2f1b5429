package dev.tributary.router.domain.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: the n-th delay is {@code min(longest, first * 2^(n-1))}, of
 * which half is fixed and half is thrown, so that deliveries that failed together do not return
 * together.
 */
public record Backoff(Duration first, Duration longest) {

  private static final int MAX_DOUBLINGS = 30;

  /**
   * The wait after a failed attempt.
   *
   * @param attempts how many have failed, from 1
   */
  public Duration delay(int attempts, RandomGenerator die) {
    int doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
    long whole = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(whole / 2 + die.nextLong(whole - whole / 2 + 1));
  }
}
