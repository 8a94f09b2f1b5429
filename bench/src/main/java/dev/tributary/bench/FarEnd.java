package dev.tributary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries go: takes them, refuses them or never answers, on a loopback port of its own.
 */
final class FarEnd implements AutoCloseable {

  /** How it answers. */
  interface Manner {

    /**
     * The status to answer with; {@link #NEVER} for none.
     *
     * @param key the idempotency key; null where there is none
     */
    int answer(String path, @Nullable String key, Buffer body);
  }

  static final int NEVER = 0;

  private final Vertx vertx = Vertx.vertx();
  private final Manner manner;
  private final int port;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();

  FarEnd(Manner manner) {
    this.manner = manner;
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(this::take)
            .listen();
    this.port = Waiting.on(server).actualPort();
  }

  int port() {
    return port;
  }

  /** The keys of what was taken. */
  Set<String> keys() {
    return keys;
  }

  /** How many requests came. */
  long requests() {
    return requests.get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void take(HttpServerRequest request) {
    requests.incrementAndGet();
    var key = request.getHeader("Idempotency-Key");
    var path = request.path() == null ? "" : request.path();
    request.bodyHandler(body -> {
      int status = manner.answer(path, key, body);
      if (status == 200 && key != null) {
        keys.add(key);
      }
      if (status != NEVER) {
        request.response().setStatusCode(status).end();
      }
    });
  }
}
