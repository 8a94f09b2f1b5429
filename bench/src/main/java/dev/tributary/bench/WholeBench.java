package dev.tributary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** From HTTP to a webhook, everything durable, services, servers and load on the same cores. */
final class WholeBench implements Bench {

  private static final int REQUESTS = 1_000;
  private static final int EVENTS_EACH = 100;
  private static final int CLIENTS = 8;
  private static final int MOST_SECONDS = 300;

  private static final String SOURCE =
      """
      apiVersion: tributary.dev/v1
      kind: Source
      metadata: {name: bench}
      spec: {writeKeys: [bench-key]}
      """;

  private static final String DESTINATION =
      """
      apiVersion: tributary.dev/v1
      kind: Destination
      metadata: {name: bench}
      spec:
        connector: webhook
        settings: {url: 'http://127.0.0.1:$PORT/', secret: {env: HOOK_SECRET}}
        events: {trigger: 'type = "track"'}
      """;

  @Override
  public String name() {
    return "whole";
  }

  @Override
  public String question() {
    return "Whole: events a second from HTTP to a webhook; RudderStack's server, measured so: 1,250;"
        + " target >= 10,000.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    var keys = ConcurrentHashMap.<String>newKeySet();
    var requests = new AtomicLong();
    var vertx = Vertx.vertx();
    try (var bed = new Bed();
        var load = new Load(CLIENTS)) {
      int sinkPort = startSink(vertx, keys, requests);
      for (var service : List.of("ingest", "governance", "identity", "audience", "router")) {
        bed.startService(service);
      }
      bed.define("sources", "bench", SOURCE);
      bed.define("destinations", "bench", DESTINATION.replace("$PORT", Integer.toString(sinkPort)));
      var payloads = new Payloads("bench-key");
      report.line("| run | events/s accepted | events/s delivered | requests for as many events |");
      report.line("|---|---|---|---|");
      for (int run = 0; run <= 3; run++) {
        keys.clear();
        requests.set(0);
        var bodies = payloads.batches(REQUESTS, EVENTS_EACH);
        long start = System.nanoTime();
        var posted = load.post(bed.port("ingest"), "/v1/batch", bodies);
        if (posted.failed() > 0) {
          throw new IllegalStateException(posted.failed() + " requests were refused");
        }
        long events = (long) REQUESTS * EVENTS_EACH;
        await(keys, events, start);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.line(
            "| %s | %.0f | %.0f | %d for %d |",
            run == 0 ? "warm-up" : Integer.toString(run),
            events / posted.seconds(),
            events / seconds,
            requests.get(),
            events);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void await(Set<String> keys, long events, long start) throws InterruptedException {
    while (keys.size() < events) {
      if (System.nanoTime() - start > MOST_SECONDS * 1_000_000_000L) {
        throw new IllegalStateException(
            "only " + keys.size() + " of " + events + " came within " + MOST_SECONDS + " s");
      }
      Thread.sleep(20);
    }
    if (keys.size() > events) {
      throw new IllegalStateException(keys.size() + " deliveries for " + events + " events");
    }
  }

  private static int startSink(Vertx vertx, Set<String> keys, AtomicLong requests) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(request -> {
          requests.incrementAndGet();
          keys.add(request.getHeader("Idempotency-Key"));
          request.bodyHandler(_ -> request.response().end());
        })
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }
}
