package dev.tributary.ingest.usage;

import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** A thread that does the same until it is stopped, whatever happens; it rests after a failure. */
final class Repeating {

  private static final Logger LOG = Logger.getLogger(Repeating.class);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Repeating(String name, Runnable work) {
    thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Lets it end what it does. */
  void stop() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(10));
  }

  private void run(Runnable work) {
    boolean away = false;
    while (!isStopped()) {
      try {
        work.run();
        away = false;
      } catch (KafkaException | Unavailable e) {
        if (!away) {
          LOG.warnf(
              "Usage is not counted just now (%s); it is made up for later",
              e.getClass().getSimpleName());
        }
        away = true;
        rest(AFTER_A_FAILURE);
      } catch (RuntimeException e) { // The outermost frame: without this thread usage stands still.
        LOG.error("Counting usage failed; it is tried again", e);
        rest(AFTER_A_FAILURE);
      }
    }
  }

  /** Waits for so long, or until it is stopped. To be called by the work. */
  void rest(Duration length) {
    try {
      var _ = stopped.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
