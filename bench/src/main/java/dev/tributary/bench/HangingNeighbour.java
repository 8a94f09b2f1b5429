package dev.tributary.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Ten destinations that want every event, of which one may hang: it takes each request and never
 * answers. The time from handing an event to Kafka until it is at one of the nine others.
 */
final class HangingNeighbour implements AutoCloseable {

  private static final int DESTINATIONS = 10;
  private static final int EVENTS_A_SECOND = 100;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 15;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
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
    report.line("| round | side | p50 ms | p99 ms | worst ms |");
    report.line("|---|---|---|---|---|");
    try (var with = new HangingNeighbour("router-hanging", true, traffic, options);
        var without = new HangingNeighbour("router-answering", false, traffic, options)) {
      with.percentiles(WARM_UP_SECONDS);
      without.percentiles(WARM_UP_SECONDS);
      int rounds = options.rounds();
      var ours = new double[rounds];
      var baseline = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        boolean first = i % 2 == 0;
        ours[i] = first ? line(report, i, "one hangs", with) : 0;
        baseline[i] = line(report, i, "none hangs", without);
        ours[i] = first ? ours[i] : line(report, i, "one hangs", with);
      }
      var ratios = Ratios.of(ours, baseline);
      report.line("");
      report.line(
          "p99 of nine while the tenth hangs, to that without: **ratio median %.2f** (%.2f to %.2f)",
          ratios.median(), ratios.least(), ratios.most());
    }
  }

  private static double line(Report report, int round, String side, HangingNeighbour whose)
      throws Exception {
    var sorted = whose.percentiles(SECONDS);
    double p99 = at(sorted, 0.99);
    report.line(
        "| %d | %s | %.1f | %.1f | %.1f |", round + 1, side, at(sorted, 0.5), p99, at(sorted, 1));
    return p99;
  }

  private static double at(long[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }

  /** The times of one run, sorted. */
  private long[] percentiles(int seconds) throws Exception {
    times.clear();
    sent.clear();
    int events = seconds * EVENTS_A_SECOND;
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      long due = start + i * (1_000_000_000L / EVENTS_A_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      var track = traffic.next();
      var payload = bed.payload(track);
      sent.put(orderId(payload), System.nanoTime());
      bed.send(track, payload);
    }
    int expected = events * (DESTINATIONS - 1);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (times.size() < expected) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(times.size() + " of " + expected + " arrived");
      }
      Thread.sleep(20);
    }
    var sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
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
