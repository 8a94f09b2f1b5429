package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Webhooks: how many a second against a bare client, what one that hangs does to its neighbours,
 * and what becomes of deliveries whose first tries fail.
 */
final class WebhookBench implements Bench {

  private static final int EVENTS_A_RUN = 60_000;
  private static final int WARM_UPS = 3;

  /** As many requests at once as one destination of the router. */
  private static final int CLIENTS = 64;

  private static final int PROFILES = 10_000;
  private static final int DAYS = 90;

  /** Segment's published rate of first tries that fail: 6.6 %. */
  private static final int FAILING_OF_THOUSAND = 66;

  private static final String ROUTER = "router-service";
  private static final String BARE = "bare client";

  private final Traffic traffic = new Traffic(PROFILES, DAYS);

  @Override
  public String name() {
    return "router-webhooks";
  }

  @Override
  public String question() {
    return "P10: webhook deliveries a second, to a bare HTTP client's; target >= 0.70. The p99 of"
        + " nine destinations while a tenth hangs, to that without; target <= 1.2. And what"
        + " arrives where 6.6 % of first tries fail; target >= 99.99 %.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int events = options.sized(EVENTS_A_RUN);
    throughput(report, options, events);
    report.line("");
    HangingNeighbour.compare(report, options, traffic);
    report.line("");
    failing(report, options, events);
  }

  private void throughput(Report report, Options options, int events) throws Exception {
    report.line(
        "%,d events a run, in Kafka before it begins; every one is delivered, signed, %d at once."
            + " The bare client posts as many such bodies from memory, unsigned.",
        events, CLIENTS);
    try (var bed = new RouterBed(name(), options);
        var load = new Load(CLIENTS)) {
      bed.define("all", "type = \"track\"");
      var router = new Routed(bed, traffic, events);
      var bare = new Bare(bed, load, traffic, events);
      for (int i = 0; i < WARM_UPS; i++) {
        router.run();
        bare.run();
      }
      report.line("");
      report.line("| round | side | deliveries/s | router us/delivery | Kafka us/delivery |");
      report.line("|---|---|---|---|---|");
      var alternation = new Alternation(report, List.of(router, bare));
      alternation.run(options.rounds());
      alternation.compare(ROUTER, BARE);
    }
  }

  private void failing(Report report, Options options, int events) throws Exception {
    Set<String> tried = ConcurrentHashMap.newKeySet();
    var die = new SplittableRandom(66);
    FarEnd.Manner manner =
        (_, key, _) -> {
          boolean first = key != null && tried.add(key);
          synchronized (die) {
            return first && die.nextInt(1_000) < FAILING_OF_THOUSAND ? 503 : 200;
          }
        };
    try (var bed = new RouterBed(name() + "-failing", options, manner)) {
      bed.define("all", "type = \"track\"");
      double took = bed.deliver(tracks(traffic, events), events);
      long arrived = bed.farEnd().keys().size();
      long failed = bed.farEnd().requests() - events;
      report.line(
          "Of %,d deliveries %,d failed at first (%.1f %%, 503); %,d arrived: **%.3f %%**, the last"
              + " %.1f s after the first.",
          events, failed, 100.0 * failed / events, arrived, 100.0 * arrived / events, took);
    }
  }

  static List<Track> tracks(Traffic traffic, int count) {
    var tracks = new ArrayList<Track>(count);
    for (int i = 0; i < count; i++) {
      tracks.add(traffic.next());
    }
    return tracks;
  }

  private record Routed(RouterBed bed, Traffic traffic, int events) implements Side {

    @Override
    public String name() {
      return ROUTER;
    }

    @Override
    public Measured run() throws Exception {
      var tracks = tracks(traffic, events);
      double own = seconds(RouterBed.PROCESS);
      double kafka = seconds("kafka");
      double took = bed.deliver(tracks, events);
      own = seconds(RouterBed.PROCESS) - own;
      kafka = seconds("kafka") - kafka;
      return new Measured(
          events / took,
          own * 1e6 / events,
          List.of("%.1f".formatted(own * 1e6 / events), "%.1f".formatted(kafka * 1e6 / events)));
    }

    private double seconds(String process) {
      return bed.bed().processorTime(process).toNanos() / 1e9;
    }
  }

  /** The same far end, posted to from the benchmark's own process, where the far end is too. */
  private record Bare(RouterBed bed, Load load, Traffic traffic, int events) implements Side {

    @Override
    public String name() {
      return BARE;
    }

    @Override
    public Measured run() throws IOException, InterruptedException {
      var bodies =
          tracks(traffic, events).stream()
              .map(track -> bed.payload(track).getBytes(StandardCharsets.UTF_8))
              .toList();
      var run = load.post(bed.farEnd().port(), "/", bodies);
      if (run.accepted() != events) {
        throw new IllegalStateException(run.failed() + " were not taken");
      }
      double rate = events / run.seconds();
      return new Measured(rate, 1e6 / rate, List.of("", ""));
    }
  }
}
