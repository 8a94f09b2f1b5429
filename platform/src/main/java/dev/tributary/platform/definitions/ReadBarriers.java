package dev.tributary.platform.definitions;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Those who wait until the feed has read what was there when they asked. The asker raises a
 * barrier; the reading thread gives it the end offset as its aim, and opens it once it has read so
 * far.
 */
final class ReadBarriers {

  private static final long NO_AIM = -1;

  private final Set<Barrier> barriers = ConcurrentHashMap.newKeySet();
  private volatile Runnable wakeUp = () -> {};

  /**
   * Waits until everything that was there at the time of the call has been read.
   *
   * @return false if that took longer than {@code atMost}
   */
  boolean await(Duration atMost) throws InterruptedException {
    var barrier = new Barrier();
    barriers.add(barrier);
    try {
      wakeUp();
      return barrier.open.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      barriers.remove(barrier);
    }
  }

  /** Interrupts the reading thread's wait for records. */
  void wakeUp() {
    wakeUp.run();
  }

  /** Says how {@link #wakeUp} is done; any thread may then do it. */
  void wakeUpThrough(Runnable deed) {
    wakeUp = deed;
  }

  /** Gives each new barrier its aim. Asks for the end, which costs a round trip, only if needed. */
  void aim(LongSupplier end) {
    var fresh = barriers.stream().filter(barrier -> barrier.aim == NO_AIM).toList();
    if (!fresh.isEmpty()) {
      long offset = end.getAsLong();
      fresh.forEach(barrier -> barrier.aim = offset);
    }
  }

  /** Opens the barriers whose aim is reached, where {@code next} is the offset read next. */
  void reached(long next) {
    for (var barrier : barriers) {
      if (barrier.aim != NO_AIM && next >= barrier.aim) {
        barrier.open.countDown();
      }
    }
  }

  private static final class Barrier {

    private final CountDownLatch open = new CountDownLatch(1);

    /** Touched by the reading thread alone. */
    private long aim = NO_AIM;
  }
}
