package dev.tributary.router.domain.debounce;

/**
 * How far the reading of one partition is in time: everything that stood in the partition at {@link
 * #millis} has been read. Of a value that has waited up to there it is known whether a newer one
 * stands behind it.
 *
 * <p>A reader that is behind moves it in steps: it notes where the partition ends, and once it has
 * come that far, the time when that was noted is reached. So it moves on also where the end is
 * never caught up with. Not thread-safe.
 */
final class Watermark {

  private static final long NONE = Long.MAX_VALUE;

  private long millis = Long.MIN_VALUE;
  private long target = NONE;
  private long targetMillis;

  long millis() {
    return millis;
  }

  /**
   * The reader has come so far.
   *
   * @param next the first offset not read
   * @param end where the partition ended at that time or later
   */
  void read(long next, long end, long nowMillis) {
    if (next >= end) {
      millis = Math.max(millis, nowMillis);
      target = NONE;
      return;
    }
    if (target != NONE && next >= target) {
      millis = Math.max(millis, targetMillis);
      target = NONE;
    }
    if (target == NONE) {
      target = end;
      targetMillis = nowMillis;
    }
  }
}
