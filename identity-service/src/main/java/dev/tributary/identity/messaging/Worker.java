package dev.tributary.identity.messaging;

import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Consumes until it is stopped. Whatever fails, it starts over with a new session after a pause
 * that grows to {@link #LONGEST_PAUSE}; while only PostgreSQL is away it keeps its place in the
 * group and tries the same batch again.
 */
final class Worker implements Runnable {

  static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(Worker.class);

  private final String work;
  private final Supplier<? extends Session> sessions;
  private final BooleanSupplier ready;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Session current;
  private Duration pause = SHORTEST_PAUSE;

  /**
   * A worker that is yet to run.
   *
   * @param work what it does, for the log: the subject of a sentence
   * @param ready whether what it needs is there; until then it waits
   */
  Worker(String work, Supplier<? extends Session> sessions, BooleanSupplier ready) {
    this.work = work;
    this.sessions = sessions;
    this.ready = ready;
  }

  @Override
  public void run() {
    while (!ready.getAsBoolean() && !stopped(SHORTEST_PAUSE)) {
      // Who is waited for tells the log why it takes so long.
    }
    while (!stopped(Duration.ZERO)) {
      try (var session = sessions.get()) {
        current = session;
        session.start();
        work(session);
      } catch (WakeupException _) {
        // Stopped, as the loop will see.
      } catch (RuntimeException e) {
        LOG.warnf(e, "%s starts over; nothing is lost. Check that Kafka is there", work);
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

  private void work(Session session) {
    boolean away = false;
    while (!stopped(Duration.ZERO)) {
      try {
        session.step();
        pause = SHORTEST_PAUSE;
        away = false;
      } catch (Unavailable e) {
        if (!away) {
          LOG.warnf(e, "%s waits for PostgreSQL. Check tributary.postgres.address", work);
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
