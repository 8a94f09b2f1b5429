package dev.tributary.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Sends events that happen now at a steady rate, until closed. */
final class LiveTraffic implements AutoCloseable {

  /** A sender that is later than this cannot keep the rate. */
  private static final double LEAST_SHARE = 0.9;

  private final AudienceBed bed;
  private final Traffic traffic;
  private final int eventsASecond;
  private final CompletableFuture<Void> sending;
  private volatile boolean ended;

  LiveTraffic(AudienceBed bed, Traffic traffic, int eventsASecond) {
    this.bed = bed;
    this.traffic = traffic;
    this.eventsASecond = eventsASecond;
    this.sending = CompletableFuture.runAsync(this::send, task -> new Thread(task).start());
  }

  /**
   * Ends it.
   *
   * @throws RuntimeException if an event was not sent, or they came slower than they should
   */
  @Override
  public void close() {
    ended = true;
    sending.join();
  }

  private void send() {
    long start = System.nanoTime();
    long sent = 0;
    while (!ended) {
      bed.send(traffic.at(1));
      sent++;
      long wait = start + sent * 1_000_000_000L / eventsASecond - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
    }
    bed.feed().flush();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds > 2 && sent < LEAST_SHARE * eventsASecond * seconds) {
      throw new IllegalStateException("only %d events in %.1f s".formatted(sent, seconds));
    }
  }
}
