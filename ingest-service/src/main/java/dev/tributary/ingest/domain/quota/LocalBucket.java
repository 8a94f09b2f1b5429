package dev.tributary.ingest.domain.quota;

/**
 * A bucket of this process alone, for the time in which the shared one cannot be reached. Full at
 * first. Not thread-safe.
 */
final class LocalBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Quota quota;
  private double events;
  private long at;

  LocalBucket(Quota quota, long nowNanos) {
    this.quota = quota;
    this.events = quota.burst();
    this.at = nowNanos;
  }

  /** As {@link QuotaStore#draw}, at once. */
  Drawn draw(int least, int most, long nowNanos) {
    double since = (nowNanos - at) * (quota.eventsPerSecond() / NANOS_PER_SECOND);
    events = Math.min(quota.burst(), events + since);
    at = nowNanos;
    if (events < least) {
      return new Drawn.Wait(
          Math.max(1, (long) Math.ceil((least - events) * 1000 / quota.eventsPerSecond())));
    }
    int granted = (int) Math.min(events, most);
    events -= granted;
    return new Drawn.Granted(granted);
  }
}
