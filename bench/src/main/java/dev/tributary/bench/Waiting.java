package dev.tributary.bench;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the answers of asynchronous clients. */
final class Waiting {

  private static final int MOST_SECONDS = 120;

  private Waiting() {}

  /** The answer, or an exception with the reason why there is none. */
  static <T> T on(Future<T> answer) {
    try {
      return answer.toCompletionStage().toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("no answer", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
