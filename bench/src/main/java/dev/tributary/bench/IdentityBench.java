package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Identity's throughput; P6a and P6b. The service is the packaged one, a black box between two
 * topics. Two baselines write the very rows that the service wrote for such events, on tables with
 * the same indexes, with as many connections and as large batches: one with the service's hops
 * around it (committed events in, one transaction of records and offsets out), and one without any
 * Kafka, its rows ready in memory.
 */
final class IdentityBench implements Bench {

  private static final int WARM_UPS = 2;

  private final String name;
  private final String question;
  private final int count;
  private final boolean repeats;

  private IdentityBench(String name, String question, int count, boolean repeats) {
    this.name = name;
    this.question = question;
    this.count = count;
    this.repeats = repeats;
  }

  static IdentityBench allNew() {
    return new IdentityBench(
        "identity-new",
        "P6a: identity events a second, all links new; target >= 0.70 of a bare UNNEST upsert of the"
            + " same rows.",
        60_000,
        false);
  }

  static IdentityBench repeats() {
    return new IdentityBench(
        "identity-repeat",
        "P6b: identity events a second, 95 % of them of known users; target >= 5 times the same"
            + " upsert for every event.",
        100_000,
        true);
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
    try (var bed = new IdentityBed(name, options);
        var feed = new Feed(bed.bed());
        var resolved = new ResolvedReader(bed.bed().broker(), "tributary.resolved");
        var passedOn = new ResolvedReader(bed.bed().broker(), "bench.resolved")) {
      bed.startBaselines();
      var runs = new Runs(bed, feed, options.sized(count));
      var service = new Service(runs, resolved);
      var hops = new Hops(runs, passedOn);
      var upsert = new Upsert(runs);
      if (repeats) {
        runs.introduceKnownUsers(resolved);
      }
      for (int i = 0; i < WARM_UPS; i++) {
        service.run();
      }
      hops.run();
      upsert.run();
      report.line(
          "%d events a run, batches of at most %d, %d workers with a connection each.",
          runs.count, BareIdentity.BATCH, BareIdentity.WORKERS);
      report.line("");
      report.line(
          "| round | side | events/s | processor us/event: own | PostgreSQL | Kafka | sum | share of"
              + " the machine |");
      report.line("|---|---|---|---|---|---|---|---|");
      var alternation = new Alternation(report, List.of(service, hops, upsert));
      alternation.run(options.rounds());
      tell(report, alternation, service, hops);
      tell(report, alternation, service, upsert);
      runs.checkRows(report);
    }
  }

  private static void tell(Report report, Alternation alternation, Side side, Side baseline) {
    var ratios = alternation.ratios(side.name(), baseline.name());
    report.line("");
    report.line(
        "%s: median %.0f events/s; %s: %.0f; ratio median %.2f (%.2f to %.2f)",
        side.name(),
        Ratios.median(alternation.figures(side.name())),
        baseline.name(),
        Ratios.median(alternation.figures(baseline.name())),
        ratios.median(),
        ratios.least(),
        ratios.most());
  }

  /** The runs of the service, whose events and rows the baselines then get in the same order. */
  private final class Runs {

    final IdentityBed bed;
    final Feed feed;
    final int count;
    final IdentityEvents events = new IdentityEvents();
    final Map<Integer, List<AcceptedRecord>> made = new TreeMap<>();

    Runs(IdentityBed bed, Feed feed, int count) {
      this.bed = bed;
      this.feed = feed;
      this.count = count;
    }

    void introduceKnownUsers(ResolvedReader resolved) throws Exception {
      var known = events.known();
      feed.layOut(IdentityBed.SERVICE, known);
      feed.consume(IdentityBed.SERVICE);
      check(known, resolved.next());
      bed.bare("/load?prefix=" + IdentityEvents.introducingKnown(), "");
      bed.bare("/upsert", lines(known));
      feed.layOut(IdentityBed.HOPS, known);
      feed.consume(IdentityBed.HOPS);
    }

    List<AcceptedRecord> make(int run) {
      var some = repeats ? events.repeats(run, count) : events.allNew(run, count);
      made.put(run, some);
      return some;
    }

    /** Has the baselines read back what the service wrote; they lag behind it by a run at most. */
    void remember(int run) throws Exception {
      bed.bare("/load?prefix=" + IdentityEvents.introducingRun(run), "");
      if (run >= WARM_UPS) {
        bed.bare("/forget?prefix=" + IdentityEvents.introducingRun(run - WARM_UPS), "");
        made.remove(run - WARM_UPS);
      }
    }

    /**
     * The service has written one run more than the baselines. Their rows must be its own but for
     * that run's.
     */
    void checkRows(Report report) throws Exception {
      var service = bed.rows("identity");
      var hops = bed.rows(BareIdentity.DATABASE);
      var upsert = bed.rows(BareIdentity.DATABASE_WITHOUT_HOPS);
      report.line("");
      report.line("Rows: service %s; with hops %s; without %s", service, hops, upsert);
      if (!hops.equals(upsert) || !service.keySet().equals(hops.keySet())) {
        throw new IllegalStateException("the sides did not write the same rows");
      }
    }

    String lines(List<AcceptedRecord> some) {
      return some.stream()
          .map(record -> record.event().getMessageId() + " " + record.event().getUserId())
          .collect(Collectors.joining("\n"));
    }

    void check(List<AcceptedRecord> sent, ResolvedReader.Seen seen) {
      var messageIds = new HashSet<String>();
      var users = new HashSet<String>();
      for (var record : sent) {
        messageIds.add(record.event().getMessageId());
        users.add(record.event().getUserId());
      }
      if (seen.events() != sent.size()
          || seen.others() != 0
          || !seen.messageIds().equals(messageIds)
          || seen.profiles().size() != users.size()) {
        throw new IllegalStateException(
            "%d events of %d users came out as %d of %d, and %d others"
                .formatted(
                    sent.size(),
                    users.size(),
                    seen.events(),
                    seen.profiles().size(),
                    seen.others()));
      }
    }
  }

  /** The packaged service, from topic to topic. */
  private static final class Service implements Side {

    private final Runs runs;
    private final ResolvedReader resolved;
    private int run;

    Service(Runs runs, ResolvedReader resolved) {
      this.runs = runs;
      this.resolved = resolved;
    }

    @Override
    public String name() {
      return "service";
    }

    @Override
    public Measured run() throws Exception {
      var events = runs.make(run);
      runs.bed.checkpoint();
      runs.feed.layOut(IdentityBed.SERVICE, events);
      var usage = new Usage(runs.bed.bed(), "identity");
      double seconds = runs.feed.consume(IdentityBed.SERVICE);
      var measured = usage.since(events.size(), seconds);
      runs.check(events, resolved.next());
      runs.remember(run++);
      return measured;
    }
  }

  /** The same hops around a bare upsert. */
  private static final class Hops implements Side {

    private final Runs runs;
    private final ResolvedReader passedOn;
    private int run;
    private boolean knownRead;

    Hops(Runs runs, ResolvedReader passedOn) {
      this.runs = runs;
      this.passedOn = passedOn;
    }

    @Override
    public String name() {
      return "upsert with hops";
    }

    @Override
    public Measured run() throws Exception {
      if (!knownRead) {
        passedOn.next();
        knownRead = true;
      }
      var events = Objects.requireNonNull(runs.made.get(run++));
      runs.bed.checkpoint();
      runs.feed.layOut(IdentityBed.HOPS, events);
      var usage = new Usage(runs.bed.bed(), "bare");
      double seconds = runs.feed.consume(IdentityBed.HOPS);
      var measured = usage.since(events.size(), seconds);
      runs.check(events, passedOn.next());
      return measured;
    }
  }

  /** A bare upsert and nothing else. */
  private static final class Upsert implements Side {

    private final Runs runs;
    private int run;

    Upsert(Runs runs) {
      this.runs = runs;
    }

    @Override
    public String name() {
      return "upsert alone";
    }

    @Override
    public Measured run() throws Exception {
      var events = Objects.requireNonNull(runs.made.get(run++));
      runs.bed.checkpoint();
      var usage = new Usage(runs.bed.bed(), "bare");
      double seconds = Double.parseDouble(runs.bed.bare("/upsert", runs.lines(events)));
      return usage.since(events.size(), seconds);
    }
  }

  /** Processor time from its making on. */
  private static final class Usage {

    private final Bed bed;
    private final List<String> processes;
    private final List<Double> before = new ArrayList<>();

    Usage(Bed bed, String own) {
      this.bed = bed;
      this.processes = List.of(own, "postgres", "kafka");
      processes.forEach(process -> before.add(seconds(process)));
    }

    Measured since(int events, double seconds) {
      var cells = new ArrayList<String>();
      double sum = 0;
      for (int i = 0; i < processes.size(); i++) {
        double used = seconds(processes.get(i)) - before.get(i);
        sum += used;
        cells.add("%.1f".formatted(used * 1e6 / events));
      }
      int cores = Runtime.getRuntime().availableProcessors();
      cells.add("%.1f".formatted(sum * 1e6 / events));
      cells.add("%.0f %%".formatted(100 * sum / (seconds * cores)));
      return new Measured(events / seconds, cells);
    }

    private double seconds(String process) {
      return bed.processorTime(process).toNanos() / 1e9;
    }
  }
}
