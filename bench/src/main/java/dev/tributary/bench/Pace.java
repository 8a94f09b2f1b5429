package dev.tributary.bench;

import java.util.concurrent.locks.LockSupport;

/** Says when the next of so many a second is due; whoever is late is not waited for. */
final class Pace {

  private final double nanosEach;
  private final long start = System.nanoTime();
  private long made;

  Pace(double aSecond) {
    this.nanosEach = 1e9 / aSecond;
  }

  /** Waits until the next is due, and says when that was, by {@link System#nanoTime}. */
  long await() {
    long due = start + (long) (made++ * nanosEach);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return due;
  }
}
