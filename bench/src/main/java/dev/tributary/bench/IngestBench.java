package dev.tributary.bench;

import java.util.List;

/** Ingest against bare Vert.x that does nothing but put the body on Kafka; P1 and P2. */
final class IngestBench implements Bench {

  /** The topic of the baseline. */
  static final String BARE_TOPIC = "bench.bare";

  private static final int CLIENTS = 64;

  /** What a server is for, it does for days: what counts is how it does it once it is warm. */
  private static final int WARM_UP_RUNS = 4;

  private final String name;
  private final String question;
  private final String path;
  private final int requests;
  private final int eventsEach;

  private IngestBench(String name, String question, String path, int requests, int eventsEach) {
    this.name = name;
    this.question = question;
    this.path = path;
    this.requests = requests;
    this.eventsEach = eventsEach;
  }

  static IngestBench singles() {
    return new IngestBench(
        "ingest-single",
        "P1: accepted single-event requests a second, ack after acks=all; target >= 0.85 of bare Vert.x.",
        "/v1/track",
        40_000,
        1);
  }

  static IngestBench batches() {
    return new IngestBench(
        "ingest-batch",
        "P2: accepted events a second in batches of 100; target >= 0.65 of bare Vert.x that splits bytes.",
        "/v1/batch",
        2_000,
        100);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String question() {
    return question;
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    var payloads = new Payloads(IngestBed.WRITE_KEY);
    try (var ingest = new IngestBed(name, options);
        var load = new Load(CLIENTS)) {
      var bed = ingest.bed();
      bed.createTopic(BARE_TOPIC);
      bed.startMain("bare", BareIngest.class, bed.bootstrapServers(), BARE_TOPIC);
      int rounds = options.rounds();
      var sides = new Sides(bed, load, report);
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        sides.run("ingest", bodies(payloads), false);
        sides.run("bare", bodies(payloads), false);
      }
      var ours = new double[2 * rounds];
      var baseline = new double[2 * rounds];
      report.line(
          "| round | side | events/s | p50 ms | p99 ms"
              + " | us an event of the side | of PostgreSQL | of Kafka | of these | of all cores |");
      report.line("|---|---|---|---|---|---|---|---|---|---|");
      for (int round = 0; round < rounds; round++) {
        ours[2 * round] = sides.run("ingest", bodies(payloads), true);
        baseline[2 * round] = sides.run("bare", bodies(payloads), true);
        baseline[2 * round + 1] = sides.run("bare", bodies(payloads), true);
        ours[2 * round + 1] = sides.run("ingest", bodies(payloads), true);
      }
      var ratios = Ratios.of(ours, baseline);
      report.line("");
      report.line(
          "median %.0f events/s, baseline %.0f; ratio median %.2f (%.2f to %.2f)",
          Ratios.median(ours),
          Ratios.median(baseline),
          ratios.median(),
          ratios.least(),
          ratios.most());
      sides.checkCounts();
    }
  }

  private List<byte[]> bodies(Payloads payloads) {
    return eventsEach == 1 ? payloads.singles(requests) : payloads.batches(requests, eventsEach);
  }

  /** The two sides, and how many events each has acknowledged. */
  private final class Sides {

    final Bed bed;
    final Load load;
    final Report report;
    long ours;
    long baseline;
    int runs;

    Sides(Bed bed, Load load, Report report) {
      this.bed = bed;
      this.load = load;
      this.report = report;
    }

    double run(String side, List<byte[]> bodies, boolean told) throws Exception {
      var before = new Usage(bed, side);
      var run = load.post(bed.port(side), path, bodies);
      if (run.failed() > 0) {
        throw new IllegalStateException(side + " refused " + run.failed() + " requests");
      }
      long events = (long) run.accepted() * eventsEach;
      if (side.equals("ingest")) {
        ours += events;
      } else {
        baseline += events;
      }
      double rate = events / run.seconds();
      if (told) {
        var used = before.since(Math.toIntExact(events), run.seconds());
        report.line(
            "| %d | %s | %.0f | %.1f | %.1f | %s |",
            ++runs, side, rate, run.p50Millis(), run.p99Millis(), String.join(" | ", used.cells()));
      }
      return rate;
    }

    void checkCounts() throws Exception {
      check("tributary.received", ours);
      check(BARE_TOPIC, baseline);
    }

    private void check(String topic, long acknowledged) throws Exception {
      long stored = bed.recordsIn(topic);
      if (stored != acknowledged) {
        throw new IllegalStateException(
            topic + " has " + stored + " records for " + acknowledged + " acknowledged");
      }
      report.line("%s holds exactly the %d events acknowledged", topic, acknowledged);
    }
  }
}
