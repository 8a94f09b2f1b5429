package dev.tributary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * How long an event takes from a client to a webhook while the suite does half of what it can,
 * against as many bare hops over Kafka, each a transaction, at the same rate.
 */
final class LatencyBench implements Bench {

  /** {@code accepted}, {@code governed}, {@code resolved}. */
  private static final int HOPS = 3;

  private static final int EVENTS_EACH = 10;
  private static final int SATURATING_REQUESTS = 4_000;
  private static final int SATURATING_CLIENTS = 8;
  private static final int WARM_UPS = 3;
  private static final int SECONDS = 30;
  private static final Pattern MESSAGE = Pattern.compile("\"messageId\":\"(bench-[0-9a-f-]+)\"");

  @Override
  public String name() {
    return "whole-latency";
  }

  @Override
  public String question() {
    return "P5: from HTTP to a webhook at half load, p99, to three times the p99 of a bare"
        + " transactional produce and consume; target <= 2.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    try (var suite = new Suite();
        var hop = new BareHop(suite.whole.bed())) {
      double most = 0;
      for (int i = 0; i < WARM_UPS; i++) {
        most = suite.saturate(options.sized(SATURATING_REQUESTS));
      }
      int rate = (int) (most / 2);
      report.line(
          "The suite delivered %,.0f events/s when it was given all at once; half of that is %,d/s,"
              + " in requests of %d, for %d s a run. Times are from the sending of the request to"
              + " the arrival at the webhook.",
          most, rate, EVENTS_EACH, options.sized(SECONDS));
      report.line("");
      Times.head(report);
      int seconds = options.sized(SECONDS);
      suite.times(rate, seconds);
      hop.times(rate, seconds);
      int rounds = options.rounds();
      var ours = new double[rounds];
      var baseline = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        if (i % 2 == 0) {
          ours[i] = suite.times(rate, seconds).row(report, i, "suite");
        }
        baseline[i] = HOPS * hop.times(rate, seconds).row(report, i, "bare hop");
        if (i % 2 == 1) {
          ours[i] = suite.times(rate, seconds).row(report, i, "suite");
        }
      }
      var ratios = Ratios.of(ours, baseline);
      report.line("");
      report.line(
          "p99 to %d times that of a bare hop: **ratio median %.2f** (%.2f to %.2f)",
          HOPS, ratios.median(), ratios.least(), ratios.most());
    }
  }

  /** The whole suite, and when each event was sent to it and came out. */
  private static final class Suite implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
    private final Payloads payloads = new Payloads(WholeBed.WRITE_KEY);
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final WholeBed whole = new WholeBed((_, _, body) -> arrived(body));

    Suite() throws Exception {}

    /** Events a second, from the first request to the last arrival, as fast as they are taken. */
    double saturate(int requests) throws InterruptedException {
      try (var load = new Load(SATURATING_CLIENTS)) {
        return whole
            .deliver(load, payloads.batches(requests, EVENTS_EACH), EVENTS_EACH)
            .delivered();
      }
    }

    /** The times of all events of one run, at a rate that does not wait for answers. */
    Times times(int rate, int seconds) throws Exception {
      int requests = rate * seconds / EVENTS_EACH;
      var bodies = payloads.batches(requests, EVENTS_EACH);
      sent.clear();
      times.clear();
      var pace = new Pace(rate / (double) EVENTS_EACH);
      for (var body : bodies) {
        pace.await();
        long now = System.nanoTime();
        var found = MESSAGE.matcher(new String(body, StandardCharsets.UTF_8));
        while (found.find()) {
          sent.put(found.group(1), now);
        }
        client
            .request(HttpMethod.POST, whole.bed().port("ingest"), "127.0.0.1", "/v1/batch")
            .compose(request ->
                request.putHeader("content-type", "application/json").send(Buffer.buffer(body)))
            .onComplete(answer -> {
              if (answer.failed() || answer.result().statusCode() != 200) {
                refused.incrementAndGet();
              }
            });
      }
      var taken = Times.awaited(times, requests * EVENTS_EACH);
      if (refused.get() > 0) {
        throw new IllegalStateException(refused + " requests were refused");
      }
      return taken;
    }

    private int arrived(Buffer body) {
      long now = System.nanoTime();
      var found = MESSAGE.matcher(body.toString());
      var begun = found.find() ? sent.remove(found.group(1)) : null;
      if (begun != null) {
        times.add(now - begun);
      }
      return 200;
    }

    @Override
    public void close() throws IOException {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      whole.close();
    }
  }
}
