package dev.tributary.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A closed loop of clients: each sends its next request when its last was answered. Bounded in
 * count by the requests given and in time by {@value #MOST_SECONDS} s; aims at loopback only.
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
    return run(bodies.size(), index -> posted(port, path, bodies.get(index)));
  }

  /**
   * Posts every body once, so many a second, whether those before were answered or not; the times
   * from when each was due to its answer. A request that is refused is an exception.
   */
  Times paced(int port, String path, List<byte[]> bodies, double aSecond)
      throws InterruptedException {
    var times = new ConcurrentLinkedQueue<Long>();
    var pace = new Pace(aSecond);
    for (var body : bodies) {
      long due = pace.await();
      posted(port, path, body)
          .onSuccess(accepted -> {
            if (accepted) {
              times.add(System.nanoTime() - due);
            }
          });
    }
    return Times.awaited(times, bodies.size());
  }

  private Future<Boolean> posted(int port, String path, byte[] body) {
    return client
        .request(HttpMethod.POST, port, "127.0.0.1", path)
        .compose(request ->
            request
                .putHeader("content-type", "application/json")
                .send(Buffer.buffer(body))
                .compose(response -> response.body().map(response.statusCode() == 200)));
  }

  /**
   * Gets every page once, with a bearer token; an answer of other bytes than expected is failed.
   */
  Run get(int port, String token, List<Page> pages) throws InterruptedException {
    var authorization = "Bearer " + token;
    return run(
        pages.size(),
        index -> {
          var page = pages.get(index);
          return client
              .request(HttpMethod.GET, port, "127.0.0.1", page.path())
              .compose(request ->
                  request
                      .putHeader("authorization", authorization)
                      .send()
                      .compose(response ->
                          response
                              .body()
                              .map(body ->
                                  response.statusCode() == 200 && page.body().equals(body))));
        });
  }

  /** A path, and what it must answer. */
  record Page(String path, Buffer body) {}

  /**
   * A request must ask for its answer's body where it is sent: said later by the thread that began
   * the run, the body may have passed by then.
   */
  private Run run(int requests, IntFunction<Future<Boolean>> request) throws InterruptedException {
    var loop = new Loop(requests, request);
    long start = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      loop.next();
    }
    if (!loop.done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the run did not end within " + MOST_SECONDS + " s");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var nanos = loop.nanos.clone();
    Arrays.sort(nanos);
    return new Run(
        loop.accepted.get(),
        requests - loop.accepted.get(),
        seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One run: sends requests until there are none left. */
  private static final class Loop {

    final IntFunction<Future<Boolean>> request;
    final long[] nanos;
    final AtomicInteger handedOut = new AtomicInteger();
    final AtomicInteger accepted = new AtomicInteger();
    final CountDownLatch done;

    Loop(int requests, IntFunction<Future<Boolean>> request) {
      this.request = request;
      this.nanos = new long[requests];
      this.done = new CountDownLatch(requests);
    }

    void next() {
      int index = handedOut.getAndIncrement();
      if (index >= nanos.length) {
        return;
      }
      long start = System.nanoTime();
      request
          .apply(index)
          .onComplete(result -> {
            nanos[index] = System.nanoTime() - start;
            if (result.succeeded() && result.result()) {
              accepted.incrementAndGet();
            }
            done.countDown();
            next();
          });
    }
  }
}
