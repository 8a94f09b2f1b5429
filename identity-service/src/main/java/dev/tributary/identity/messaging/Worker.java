package dev.tributary.identity.messaging;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.storage.Migrations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Resolves events until it is stopped. Whatever fails, it starts over with a new session after a
 * pause that grows to {@link #LONGEST_PAUSE}; while only PostgreSQL is away it keeps its place in
 * the group and tries the same batch again.
 */
final class Worker implements Runnable {

  static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(Worker.class);

  private final Supplier<WorkerSession> sessions;
  private final Migrations migrations;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable WorkerSession current;
  private Duration pause = SHORTEST_PAUSE;

  Worker(Supplier<WorkerSession> sessions, Migrations migrations) {
    this.sessions = sessions;
    this.migrations = migrations;
  }

  @Override
  public void run() {
    while (!migrations.done() && !stopped(SHORTEST_PAUSE)) {
      // Migrations tells the log why it takes so long.
    }
    while (!stopped(Duration.ZERO)) {
      try (var session = sessions.get()) {
        current = session;
        session.start();
        work(session);
      } catch (WakeupException _) {
        // Stopped, as the loop will see.
      } catch (RuntimeException e) {
        LOG.warnf(e, "Resolving starts over; nothing is lost. Check that Kafka is there");
        rest();
      } finally {
        current = null;
      }
    }
  }

  /** Ends the work soon; returns at once. */
  void stop() {
    stopped.countDown();
    var session = current;
    if (session != null) {
      session.wakeUp();
    }
  }

  private void work(WorkerSession session) {
    boolean away = false;
    while (!stopped(Duration.ZERO)) {
      try {
        session.step();
        pause = SHORTEST_PAUSE;
        away = false;
      } catch (Unavailable e) {
        if (!away) {
          LOG.warnf(e, "Resolving waits for PostgreSQL. Check tributary.postgres.address");
          away = true;
        }
        rest();
      }
    }
  }

  private void rest() {
    if (!stopped(pause)) {
      var next = pause.multipliedBy(2);
      pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
  }

  private boolean stopped(Duration wait) {
    try {
      return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
