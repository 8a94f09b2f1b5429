package dev.tributary.platform.streams;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Keeps the stream alive: a stream thread that fails is replaced, after a pause that grows with
 * each failure soon after another. The record it held is read again from the last commit; nothing
 * is skipped. Only an {@link Error}, after which the process cannot be trusted, stops the stream;
 * what then happens is the service's to say.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = Logger.getLogger(ThreadReplacement.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int MAX_DOUBLINGS = 7;
  private static final Duration CALM = Duration.ofMinutes(5);

  private long lastFailureNanos = System.nanoTime() - CALM.toNanos();
  private int failuresInARow;

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (failure instanceof Error) {
      LOG.fatal("The stream stops on an error it cannot survive", failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    var pause = nextPause(System.nanoTime());
    LOG.warnf(
        failure,
        "A stream thread failed and is replaced in %d ms; if this repeats, the cause is the broker"
            + " or the state directory",
        pause.toMillis());
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /**
   * From {@link #FIRST_PAUSE}, doubled for each failure in a row, and half of it left to chance.
   */
  synchronized Duration nextPause(long nowNanos) {
    failuresInARow = nowNanos - lastFailureNanos > CALM.toNanos() ? 0 : failuresInARow + 1;
    lastFailureNanos = nowNanos;
    var longest = FIRST_PAUSE.toNanos() << Math.min(failuresInARow, MAX_DOUBLINGS);
    return Duration.ofNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }
}
