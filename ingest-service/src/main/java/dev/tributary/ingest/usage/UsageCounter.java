package dev.tributary.ingest.usage;

import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageMeter;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.platform.domain.Unavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Counts what this process has written to {@code received}, as it is acknowledged, and adds it to
 * the usage every other second together with where these records stand. What is lost on the way, by
 * a crash or because nobody knows whether it was added, {@link UsageGaps} finds.
 */
@Singleton
class UsageCounter implements UsageMeter {

  private static final Logger LOG = Logger.getLogger(UsageCounter.class);

  private static final Duration STORED_EVERY = Duration.ofSeconds(2);

  /** While PostgreSQL is away: then what was counted is let go, and read back later. */
  private static final int MOST_RANGES = 100_000;

  private final UsageStore store;
  private final Counter counted;
  private final Repeating repeating = new Repeating("usage-counter", this::addAndWait);

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private Tally tally = new Tally();

  UsageCounter(UsageStore store, MeterRegistry metrics) {
    this.store = store;
    this.counted = metrics.counter("tributary.ingest.usage.counted");
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  /** After Kafka has acknowledged the last. */
  void stop(@Observes @Priority(20_000) ShutdownEvent event) throws InterruptedException {
    repeating.stop();
    try {
      add();
    } catch (Unavailable _) {
      LOG.info("The last usage could not be added; another replica, or the next start, makes up");
    }
  }

  @Override
  public void stored(int partition, long offset, String source, String user, long receivedAt) {
    synchronized (lock) {
      tally.add(partition, offset, source, user, receivedAt);
    }
  }

  private void addAndWait() {
    add();
    repeating.rest(STORED_EVERY);
  }

  private void add() {
    synchronized (lock) {
      if (tally.isEmpty()) {
        return;
      }
    }
    try {
      store.counted(); // while the store is away, what was counted had better wait here
    } catch (Unavailable e) {
      letGoOfTooMuch();
      throw e;
    }
    Tally taken;
    synchronized (lock) {
      taken = tally;
      tally = new Tally();
    }
    counted.increment((double) taken.eventsIn(store.add(taken)));
  }

  private void letGoOfTooMuch() {
    synchronized (lock) {
      if (tally.size() > MOST_RANGES) {
        tally = new Tally();
      }
    }
  }
}
