package dev.tributary.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ten destinations that want every event, of which one may hang: it takes each request and never
 * answers. The time from handing an event to Kafka until it is at one of the nine others.
 */
final class HangingNeighbour implements AutoCloseable {

  private static final int DESTINATIONS = 10;
  private static final int EVENTS_A_SECOND = 100;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 15;
  private static final String ORDER = "\"order_id\":\"";

  private final RouterBed bed;
  private final Traffic traffic;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

  private HangingNeighbour(String name, boolean hangs, Traffic traffic, Options options)
      throws Exception {
    this.traffic = traffic;
    this.bed =
        new RouterBed(
            name,
            options,
            (path, _, body) -> {
              if (path.equals("/0")) {
                return hangs ? FarEnd.NEVER : 200;
              }
              arrived(body);
              return 200;
            });
    for (int i = 0; i < DESTINATIONS; i++) {
      bed.define("d" + i, "type = \"track\"", "/" + i);
    }
  }

  /** What of the nine one that hangs does to the others' 99th percentile. */
  static void compare(Report report, Options options, Traffic traffic) throws Exception {
    report.line(
        "%d destinations want each of %d events a second for %d s.",
        DESTINATIONS, EVENTS_A_SECOND, SECONDS);
    report.line("");
    Times.head(report);
    try (var with = new HangingNeighbour("router-hanging", true, traffic, options);
        var without = new HangingNeighbour("router-answering", false, traffic, options)) {
      with.times(WARM_UP_SECONDS);
      without.times(WARM_UP_SECONDS);
      int rounds = options.rounds();
      var ours = new double[rounds];
      var baseline = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        if (i % 2 == 0) {
          ours[i] = with.times(SECONDS).row(report, i, "one hangs");
        }
        baseline[i] = without.times(SECONDS).row(report, i, "none hangs");
        if (i % 2 == 1) {
          ours[i] = with.times(SECONDS).row(report, i, "one hangs");
        }
      }
      var ratios = Ratios.of(ours, baseline);
      report.line("");
      report.line(
          "p99 of nine while the tenth hangs, to that without: **ratio median %.2f** (%.2f to %.2f)",
          ratios.median(), ratios.least(), ratios.most());
    }
  }

  /** The times of one run. */
  private Times times(int seconds) throws Exception {
    times.clear();
    sent.clear();
    int events = seconds * EVENTS_A_SECOND;
    var pace = new Pace(EVENTS_A_SECOND);
    for (int i = 0; i < events; i++) {
      pace.await();
      var track = traffic.next();
      var payload = bed.payload(track);
      sent.put(orderId(payload), System.nanoTime());
      bed.send(track, payload);
    }
    return Times.awaited(times, events * (DESTINATIONS - 1));
  }

  private void arrived(Buffer body) {
    var begun = sent.get(orderId(body.toString()));
    if (begun != null) {
      times.add(System.nanoTime() - begun);
    }
  }

  private static String orderId(String json) {
    int from = json.indexOf(ORDER) + ORDER.length();
    return json.substring(from, json.indexOf('"', from));
  }

  @Override
  public void close() throws IOException {
    bed.close();
  }
}
