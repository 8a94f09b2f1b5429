package dev.tributary.ingest.messaging;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is on its way to Kafka, and whether anything arrives there. Safe for use by many
 * threads; times are {@link System#nanoTime} of the caller.
 */
final class Pressure {

  private final long mostBytes;
  private final long stalledAfterNanos;
  private final AtomicLong bytes = new AtomicLong();

  /** When something was last acknowledged, or when the first of what waits was sent. */
  private volatile long progressAt;

  /**
   * @param mostBytes on their way at once
   * @param stalledAfterNanos how long nothing may arrive while something waits
   */
  Pressure(long mostBytes, long stalledAfterNanos) {
    this.mostBytes = mostBytes;
    this.stalledAfterNanos = stalledAfterNanos;
  }

  /** Counts so many bytes as on their way, or answers false where that would be too many. */
  boolean admit(long more, long now) {
    long before = bytes.getAndAdd(more);
    if (before + more > mostBytes) {
      bytes.addAndGet(-more);
      return false;
    }
    if (before == 0) {
      progressAt = now;
    }
    return true;
  }

  /** One of the records on their way has arrived. */
  void progressed(long now) {
    progressAt = now;
  }

  /** So many bytes are no longer on their way, whatever became of them. */
  void release(long fewer) {
    bytes.addAndGet(-fewer);
  }

  /** Whether something waits and nothing has arrived for too long. */
  boolean stalled(long now) {
    return bytes.get() > 0 && now - progressAt > stalledAfterNanos;
  }

  long bytes() {
    return bytes.get();
  }
}
