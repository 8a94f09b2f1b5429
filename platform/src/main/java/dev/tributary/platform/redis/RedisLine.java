package dev.tributary.platform.redis;

import dev.tributary.platform.domain.Unavailable;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection on which this process asks Redis, so that requests are pipelined and take
 * effect in the order they were sent. Made anew when it broke.
 *
 * <p>After a failure Redis is left alone for a quarter of a second, in which whoever asks is told
 * at once that it is away. That it is away, and that it is back, is said once each.
 */
public final class RedisLine {

  private static final Logger LOG = Logger.getLogger(RedisLine.class);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Redis redis;
  private final String loss;
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile @Nullable Future<RedisConnection> connection;
  private volatile long restUntilNanos = System.nanoTime();

  /**
   * @param loss what the service does without while Redis is away, for its log: a sentence's end
   *     after "Redis does not answer: "
   */
  public RedisLine(Redis redis, String loss) {
    this.redis = redis;
    this.loss = loss;
  }

  /** Whether there is no use in asking for now. */
  public boolean resting() {
    return System.nanoTime() - restUntilNanos < 0;
  }

  /**
   * Sends a request without waiting for its answer.
   *
   * @param patience how long the answer may take, the connection included; then it has failed
   */
  public Future<@Nullable Response> send(Request request, Duration patience) {
    return resting()
        ? Future.failedFuture(new Unavailable("Redis", null))
        : watched(patience, line -> line.send(request));
  }

  /**
   * Waits for the answer.
   *
   * @param patience how long, the connection included
   * @throws Unavailable if there is none
   */
  public Response ask(Request request, Duration patience) {
    return await(patience, line -> line.send(request));
  }

  /**
   * Waits for the answers, in the order of the requests.
   *
   * @param requests at least one
   * @param patience how long for all of them, the connection included
   * @throws Unavailable if one is missing; others may have taken effect
   */
  public List<Response> askAll(List<Request> requests, Duration patience) {
    return await(patience, line -> line.batch(requests).map(RedisLine::present));
  }

  private static List<Response> present(List<@Nullable Response> answers) {
    var present = new ArrayList<Response>();
    for (var answer : answers) {
      if (answer == null) {
        throw new Unavailable("Redis", null);
      }
      present.add(answer);
    }
    return present;
  }

  private <T> T await(Duration patience, Function<RedisConnection, Future<@Nullable T>> question) {
    if (resting()) {
      throw new Unavailable("Redis", null);
    }
    try {
      var answer = watched(patience, question).toCompletionStage().toCompletableFuture().get();
      if (answer == null) {
        throw new Unavailable("Redis", null);
      }
      return answer;
    } catch (ExecutionException e) {
      throw new Unavailable("Redis", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Redis", e);
    }
  }

  private <T> Future<@Nullable T> watched(
      Duration patience, Function<RedisConnection, Future<@Nullable T>> question) {
    return asked(question)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(_ -> isBack())
        .onFailure(this::isAway);
  }

  private <T> Future<@Nullable T> asked(Function<RedisConnection, Future<@Nullable T>> question) {
    var connected = connected();
    return connected.succeeded() // else each answer would take the way over its event loop
        ? question.apply(connected.result())
        : connected.compose(question);
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

  private void isAway(Throwable failure) {
    restUntilNanos = System.nanoTime() + REST_NANOS;
    if (!away.getAndSet(true)) {
      LOG.warnf(
          "Redis does not answer (%s): %s. See quarkus.redis.hosts",
          failure.getClass().getSimpleName(), loss);
    }
  }

  private void isBack() {
    if (away.get() && away.getAndSet(false)) {
      LOG.info("Redis answers again");
    }
  }
}
