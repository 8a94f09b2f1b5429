package dev.tributary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A closed loop of clients: each sends its next request when its last was answered. Bounded in
 * count by the bodies given and in time by {@value #MOST_SECONDS} s; aims at loopback only.
 */
final class Load implements AutoCloseable {

  private static final int MOST_SECONDS = 120;

  /**
   * What a run did.
   *
   * @param accepted requests answered 200
   * @param failed requests answered otherwise, or not at all
   * @param seconds from the first request to the last answer
   * @param p50Millis median time to an answer
   * @param p99Millis 99th percentile
   */
  record Run(int accepted, int failed, double seconds, double p50Millis, double p99Millis) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int clients;

  Load(int clients) {
    this.clients = clients;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true), new PoolOptions().setHttp1MaxSize(clients));
  }

  /** Posts every body once to a path on a loopback port. */
  Run post(int port, String path, List<byte[]> bodies) throws InterruptedException {
    var loop = new Loop(port, path, bodies);
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      loop.next();
    }
    if (!loop.done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the run did not end within " + MOST_SECONDS + " s");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var nanos = Arrays.copyOf(loop.nanos, bodies.size());
    Arrays.sort(nanos);
    return new Run(
        loop.accepted.get(),
        bodies.size() - loop.accepted.get(),
        seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One run: hands out bodies until there are none left. */
  private final class Loop {

    final int port;
    final String path;
    final List<byte[]> bodies;
    final long[] nanos;
    final AtomicInteger handedOut = new AtomicInteger();
    final AtomicInteger accepted = new AtomicInteger();
    final CountDownLatch done;

    Loop(int port, String path, List<byte[]> bodies) {
      this.port = port;
      this.path = path;
      this.bodies = bodies;
      this.nanos = new long[bodies.size()];
      this.done = new CountDownLatch(bodies.size());
    }

    void next() {
      int index = handedOut.getAndIncrement();
      if (index >= bodies.size()) {
        return;
      }
      long start = System.nanoTime();
      var answer =
          client
              .request(HttpMethod.POST, port, "127.0.0.1", path)
              .compose(request ->
                  request
                      .putHeader("content-type", "application/json")
                      .send(Buffer.buffer(bodies.get(index))))
              .compose(response -> response.body().map(response.statusCode()));
      answer.onComplete(result -> {
        nanos[index] = System.nanoTime() - start;
        if (result.succeeded() && result.result() == 200) {
          accepted.incrementAndGet();
        }
        done.countDown();
        next();
      });
    }
  }
}
