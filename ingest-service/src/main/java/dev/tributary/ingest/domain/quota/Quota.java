package dev.tributary.ingest.domain.quota;

/**
 * How many events a source may send: a bucket that holds {@code burst} of them and is filled up by
 * {@code eventsPerSecond}.
 */
public record Quota(int eventsPerSecond, int burst) {

  public static final int MOST = 10_000_000;

  public Quota {
    if (eventsPerSecond < 1 || eventsPerSecond > MOST || burst < 1 || burst > MOST) {
      throw new IllegalArgumentException("not between 1 and " + MOST);
    }
  }

  /** What so many events cost: never more than the bucket holds, or they would never pass. */
  int costOf(int events) {
    return Math.min(events, burst);
  }

  /** How many are fetched at once from where replicas share them: what comes in within 50 ms. */
  int portion() {
    return Math.clamp(eventsPerSecond / 20, 1, burst);
  }
}
