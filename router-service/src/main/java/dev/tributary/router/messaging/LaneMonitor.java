package dev.tributary.router.messaging;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The one lock of a lane, and what its threads wait for beneath it. {@link #stir}, {@link #touch},
 * {@link #pass} and {@link #tell} are for those who hold it.
 */
final class LaneMonitor {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stirring = lock.newCondition();
  private final Condition told = lock.newCondition();

  /** Something has happened that the lane's thread has not looked at. */
  private boolean stirred;

  /** Something was opened or settled since positions were last looked at. */
  private boolean touched;

  /** Something was passed over since positions were last looked at. */
  private boolean passed;

  void run(Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  /** The lane's thread has something to look at. */
  void stir() {
    stirred = true;
    stirring.signalAll();
  }

  /** Positions have changed in more than that something was passed over. */
  void touch() {
    if (!touched) {
      touched = true;
      stir(); // the thread may have gone to sleep with nothing to commit
    }
  }

  /** Positions have changed in that something was passed over. */
  void pass() {
    passed = true;
  }

  /** Whether there was a {@link #pass} since this was last asked. */
  boolean hasPassed() {
    return locked(() -> {
      boolean has = passed;
      passed = false;
      return has;
    });
  }

  /** Who waits for something else is to look again. */
  void tell() {
    told.signalAll();
  }

  /** Waits until {@link #stir}, at most so long. */
  void awaitStir(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!stirred && left > 0) {
        left = stirring.awaitNanos(left);
      }
      stirred = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there was a {@link #touch} since this was last asked. */
  boolean wasTouched() {
    return locked(() -> {
      boolean was = touched;
      touched = false;
      return was;
    });
  }

  /** Waits while something holds, which is looked at after each {@link #tell}, at most so long. */
  void awaitWhile(BooleanSupplier holds, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (holds.getAsBoolean() && left > 0) {
        left = told.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
