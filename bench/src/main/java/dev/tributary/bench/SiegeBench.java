package dev.tributary.bench;

import dev.tributary.bench.SlowSockets.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it costs ingest that somebody means it harm: bombs, floods of headers, thousands of slow
 * connections. The baseline is the same service left alone just before.
 */
final class SiegeBench implements Bench {

  private static final int REQUESTS = 20_000;
  private static final int CLIENTS = 32;
  private static final int WARM_UPS = 3;
  private static final int RUNS_ALONE = 5;
  private static final int BOMBS = 60;
  private static final int BOMB_BYTES = 1 << 30;
  private static final int FLOODS = 300;
  private static final int FLOOD_HEADERS = 5_000;
  private static final int FLOOD_BYTES = 1 << 20;
  private static final int SLOW_OF_EACH_KIND = 1_667;
  private static final long DRIP_EVERY_MILLIS = 5_000;

  /** Twice the idle timeout of ingest, which is 75 s. */
  private static final Duration WATCHED = Duration.ofSeconds(150);

  @Override
  public String name() {
    return "ingest-siege";
  }

  @Override
  public String question() {
    return "Gzip bombs, floods of headers and 5,000 slow connections: refused cheaply, closed in the"
        + " end, and others are served as before.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    try (var ingest = new IngestBed(name(), options);
        var load = new Load(CLIENTS)) {
      var traffic = new Others(ingest, load, options.sized(REQUESTS));
      for (int i = 0; i < WARM_UPS; i++) {
        traffic.eventsPerSecond();
      }
      report.line("| what | answers | ms each, median (most) | processor ms each | resident MB |");
      report.line("|---|---|---|---|---|");
      var bomb = HttpText.gzipOfSpaces(BOMB_BYTES);
      var key = "X-Write-Key: " + IngestBed.WRITE_KEY;
      storm(
          report,
          ingest,
          "gzip of %,d bytes, which inflate to 1 GB".formatted(bomb.length),
          options.sized(BOMBS),
          HttpText.post("/v1/batch", bomb, "Content-Encoding: gzip", key));
      var many = new String[FLOOD_HEADERS];
      Arrays.setAll(many, i -> "X-Header-" + i + ": " + i);
      storm(
          report,
          ingest,
          "%,d headers".formatted(FLOOD_HEADERS),
          options.sized(FLOODS),
          HttpText.post("/v1/track", new byte[0], many));
      storm(
          report,
          ingest,
          "a header of 1 MB",
          options.sized(FLOODS),
          HttpText.post("/v1/track", new byte[0], "X-Long: " + "x".repeat(FLOOD_BYTES)));
      report.line("");
      slow(report, ingest, traffic, options);
    }
  }

  /** Sends the same again and again, each on a connection of its own. */
  private static void storm(Report report, IngestBed ingest, String what, int times, byte[] request)
      throws Exception {
    Map<String, Integer> answers = new TreeMap<>();
    var millis = new double[times];
    var before = ingest.bed().processorTime(IngestBed.PROCESS);
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      answers.merge(answer(ingest.port(), request), 1, Integer::sum);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    var used = ingest.bed().processorTime(IngestBed.PROCESS).minus(before);
    report.line(
        "| %,d times %s | %s | %.1f (%.1f) | %.1f | %.0f |",
        times,
        what,
        answers,
        Ratios.median(millis),
        Arrays.stream(millis).max().orElse(0),
        used.toNanos() / 1e6 / times,
        ingest.memory().resident());
  }

  private static String answer(int port, byte[] request) throws IOException {
    try (var connection = new FuzzConnection(port)) {
      connection.send(request);
      return connection
          .read(false)
          .map(answer -> Integer.toString(answer.status()))
          .orElse("closed");
    }
  }

  private static void slow(Report report, IngestBed ingest, Others traffic, Options options)
      throws Exception {
    var before = new double[RUNS_ALONE];
    for (int i = 0; i < before.length; i++) {
      before[i] = traffic.eventsPerSecond();
    }
    double alone = Ratios.median(before);
    double heap = ingest.memory().liveHeap();
    double resident = ingest.memory().resident();
    int each = options.sized(SLOW_OF_EACH_KIND);
    try (var sockets = new SlowSockets(ingest.port(), each)) {
      var rates = new ArrayList<Double>();
      double mostHeap = heap;
      long start = System.nanoTime();
      long nextDrip = start;
      report.line("%,d slow connections of each kind. Still open:", each);
      report.line("");
      report.line("| after s | silent | headers | body | events/s of others |");
      report.line("|---|---|---|---|---|");
      while (System.nanoTime() - start < WATCHED.toNanos()) {
        sockets.drip();
        double rate = traffic.eventsPerSecond();
        rates.add(rate);
        report.line(
            "| %.0f | %,d | %,d | %,d | %,.0f |",
            (System.nanoTime() - start) / 1e9,
            sockets.left(Kind.SILENT),
            sockets.left(Kind.HEADERS),
            sockets.left(Kind.BODY),
            rate);
        mostHeap = Math.max(mostHeap, ingest.memory().liveHeap());
        nextDrip += DRIP_EVERY_MILLIS * 1_000_000;
        Thread.sleep(Math.max(0, (nextDrip - System.nanoTime()) / 1_000_000));
      }
      told(report, alone, rates);
      report.line(
          "Live heap: %.1f MB alone, %.1f MB at most; resident: %.0f MB, %.0f MB at the end.",
          heap, mostHeap, resident, ingest.memory().resident());
      for (var kind : Kind.values()) {
        report.line(
            "Closed in the end, %s: %s",
            kind.title(),
            sockets.left(kind) == 0 ? "yes" : "**no**, " + sockets.left(kind) + " open");
      }
    }
  }

  private static void told(Report report, double alone, List<Double> rates) {
    var others = rates.stream().mapToDouble(Double::doubleValue).toArray();
    var baseline = new double[others.length];
    Arrays.fill(baseline, alone);
    var ratios = Ratios.of(others, baseline);
    report.line("");
    report.line(
        "Others meanwhile to alone (%,.0f events/s): **ratio median %.2f** (%.2f to %.2f).",
        alone, ratios.median(), ratios.least(), ratios.most());
  }

  /** What everybody else sends. */
  private record Others(IngestBed ingest, Load load, int requests) {

    double eventsPerSecond() throws InterruptedException {
      var bodies = new Payloads(IngestBed.WRITE_KEY).singles(requests);
      var run = load.post(ingest.port(), "/v1/track", bodies);
      if (run.failed() > 0) {
        throw new IllegalStateException(run.failed() + " good requests were refused");
      }
      return requests / run.seconds();
    }
  }
}
