package dev.tributary.bench;

import java.util.List;

/**
 * How long ingest takes from a request to its acknowledgement while it does half of what it can,
 * against how long a producer waits for the broker at the same rate with the same settings. A bare
 * HTTP server in between tells how much of the difference is HTTP's.
 */
final class IngestLatencyBench implements Bench {

  private static final String PATH = "/v1/track";
  private static final int CLIENTS = 64;
  private static final int SATURATING_REQUESTS = 40_000;
  private static final int WARM_UPS = 4;
  private static final int SECONDS = 10;

  @Override
  public String name() {
    return "ingest-latency";
  }

  @Override
  public String question() {
    return "P3: p99 of the acknowledgement at half load, to the p99 of a producer's own; target"
        + " <= 1.5 and <= 2 ms more.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    var payloads = new Payloads(IngestBed.WRITE_KEY);
    try (var ingest = new IngestBed(name(), options);
        var load = new Load(CLIENTS);
        var producer = new BareProducer(ingest.bed())) {
      var bed = ingest.bed();
      bed.createTopic(IngestBench.BARE_TOPIC);
      bed.startMain("bare", BareIngest.class, bed.bootstrapServers(), IngestBench.BARE_TOPIC);
      double most = 0;
      for (int i = 0; i < WARM_UPS; i++) {
        var bodies = payloads.singles(options.sized(SATURATING_REQUESTS));
        most = bodies.size() / load.post(ingest.port(), PATH, bodies).seconds();
        load.post(bed.port("bare"), PATH, bodies);
      }
      int rate = (int) (most / 2);
      int seconds = options.sized(SECONDS);
      report.line(
          "Ingest took %,.0f single events/s in a closed loop of %d clients; half of that is %,d/s,"
              + " for %d s a run. Times are from when a request was due to its answer.",
          most, CLIENTS, rate, seconds);
      report.line("");
      var sides =
          List.of(
              new Side("ingest", bodies -> load.paced(ingest.port(), PATH, bodies, rate)),
              new Side("producer", bodies -> producer.paced(bodies, rate)),
              new Side("bare Vert.x", bodies -> load.paced(bed.port("bare"), PATH, bodies, rate)));
      for (var side : sides) {
        side.run().of(payloads.singles(rate)); // a second each, at this rate, is no result
      }
      compare(report, sides, options.rounds(), () -> payloads.singles(rate * seconds));
    }
  }

  /** What is compared, and how its times are taken. */
  private record Side(String name, Run run) {}

  private interface Run {
    Times of(List<byte[]> bodies) throws Exception;
  }

  private interface Bodies {
    List<byte[]> next();
  }

  private static void compare(Report report, List<Side> sides, int rounds, Bodies bodies)
      throws Exception {
    var p99 = new double[sides.size()][2 * rounds];
    Times.head(report);
    for (int run = 0; run < 2 * rounds; run++) {
      for (int i = 0; i < sides.size(); i++) {
        int turn = run % 2 == 0 ? i : sides.size() - 1 - i;
        var side = sides.get(turn);
        p99[turn][run] = side.run().of(bodies.next()).row(report, run / 2, side.name());
      }
    }
    report.line("");
    var more = new double[2 * rounds];
    for (int run = 0; run < more.length; run++) {
      more[run] = p99[0][run] - p99[1][run];
    }
    var ratios = Ratios.of(p99[0], p99[1]);
    report.line(
        "p99 of ingest to the producer's: **ratio median %.2f** (%.2f to %.2f), **%.1f ms more**;"
            + " the producer's median p99 is %.1f ms.",
        ratios.median(), ratios.least(), ratios.most(), Ratios.median(more), Ratios.median(p99[1]));
    var bare = Ratios.of(p99[2], p99[1]);
    report.line(
        "For information, p99 of bare Vert.x to the producer's: %.2f (%.2f to %.2f).",
        bare.median(), bare.least(), bare.most());
  }
}
