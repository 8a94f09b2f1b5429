package dev.tributary.identity.cache;

import dev.tributary.identity.config.IdentityConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection on which this process asks and tells Redis, so that requests are pipelined and
 * take effect in the order they were sent. Made anew when it broke.
 *
 * <p>While Redis is away it is left alone for a moment after each failure, and PostgreSQL answers.
 */
@Singleton
class RedisLine {

  private static final long PATIENCE_MILLIS = 250;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Redis redis;
  private final boolean enabled;
  private volatile @Nullable Future<RedisConnection> connection;
  private volatile long restUntilNanos = System.nanoTime();

  RedisLine(Redis redis, IdentityConfig config) {
    this.redis = redis;
    this.enabled = config.cache().enabled();
  }

  /** Whether there is no use in asking for now. */
  boolean resting() {
    return !enabled || System.nanoTime() - restUntilNanos < 0;
  }

  /** Sends a request without waiting; its answer, or its failure, comes soon. */
  Future<@Nullable Response> send(Request request) {
    return sent(request)
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(_ -> restUntilNanos = System.nanoTime() + REST_NANOS);
  }

  /** Waits for the answer; empty where there is none. */
  Optional<Response> ask(Request request) {
    if (resting()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(send(request).toCompletionStage().toCompletableFuture().get());
    } catch (ExecutionException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Sends a request whose answer nobody needs. */
  void tell(Request request) {
    if (!resting()) {
      var _ = send(request);
    }
  }

  private Future<@Nullable Response> sent(Request request) {
    var connected = connected();
    return connected.succeeded() // else each answer would take the way over its event loop
        ? connected.result().send(request)
        : connected.compose(line -> line.send(request));
  }

  private Future<RedisConnection> connected() {
    var current = connection;
    return current == null || current.failed() ? connect() : current;
  }

  private synchronized Future<RedisConnection> connect() {
    var current = connection;
    if (current != null && !current.failed()) {
      return current;
    }
    var made = redis.connect();
    connection = made;
    return made.onSuccess(
        line -> line.exceptionHandler(_ -> broken(made)).endHandler(_ -> broken(made)));
  }

  private synchronized void broken(Future<RedisConnection> line) {
    if (line.equals(connection)) {
      connection = null;
      var _ = line.result().close();
    }
  }
}
