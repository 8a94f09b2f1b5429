package dev.tributary.router.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something that one thread does again and again, from when the service starts until it stops. */
final class Errand {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread;

  /** What is done. */
  interface Round {

    /** Does it once; whether there may be more to do at once, and not in a second. */
    boolean go() throws InterruptedException;
  }

  /** It begins with {@link #start}, on a virtual thread of this name. */
  Errand(String name, Round round) {
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(round));
  }

  void start() {
    thread.start();
  }

  /** Has it end, and waits for that, but not for long. */
  void stop() throws InterruptedException {
    asked.countDown();
    thread.join(END_PATIENCE);
  }

  /** Whether it has not been asked to end. */
  boolean goesOn() {
    return asked.getCount() > 0;
  }

  /** Waits; true if it is asked to end meanwhile. */
  boolean pause(Duration time) throws InterruptedException {
    return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(Round round) {
    try {
      while (goesOn()) {
        if (!round.go()) {
          pause(LOOK_AGAIN);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
