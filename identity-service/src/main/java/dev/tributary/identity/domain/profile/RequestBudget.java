package dev.tributary.identity.domain.profile;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many requests through in a second, at most a second's worth at once (the generic cell
 * rate algorithm, ITU-T I.371). Safe for many threads; times are those of one monotonic clock.
 */
public final class RequestBudget {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long nanosEach;
  private final AtomicLong spentUntil;

  /**
   * A budget nothing was spent of.
   *
   * @param perSecond at least 1
   */
  public RequestBudget(int perSecond, long nowNanos) {
    this.nanosEach = SECOND_NANOS / perSecond;
    this.spentUntil = new AtomicLong(nowNanos);
  }

  /** Whether one more fits; if so it is spent. */
  public boolean admits(long nowNanos) {
    while (true) {
      long before = spentUntil.get();
      long from = before - nowNanos > 0 ? before : nowNanos;
      long after = from + nanosEach;
      if (after - nowNanos > SECOND_NANOS) {
        return false;
      }
      if (spentUntil.compareAndSet(before, after)) {
        return true;
      }
    }
  }
}
