package dev.tributary.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A new audience over a stored history while events go on coming in; P9. The baseline is the same
 * question to DuckDB over the same events as Parquet.
 */
final class BackfillBench implements Bench {

  private static final int EVENTS = 10_000_000;
  private static final int QUICK_EVENTS = 1_000_000;
  private static final int EVENTS_A_PROFILE = 10;
  private static final int WINDOW_DAYS = 60;
  private static final int AT_LEAST = 2;
  private static final int REPEATS = 5;
  private static final int LIVE_EVENTS_A_SECOND = 500;
  private static final Duration MOST = Duration.ofMinutes(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  @Override
  public String name() {
    return "audience-backfill";
  }

  @Override
  public String question() {
    return "P9: from the definition of a new audience over the stored history to its being live, 500"
        + " events a second coming in; target <= 4 times DuckDB on the same data as Parquet, equal"
        + " result.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int events = options.quick() ? QUICK_EVENTS : EVENTS;
    int profiles = events / EVENTS_A_PROFILE;
    var wanted = wanted(options.quick() ? 2 : 3);
    try (var bed = new AudienceBed(name(), options);
        var parquet = new ParquetHistory(bed.bed().file("parquet"))) {
      bed.define("other", "{event: Product Viewed, count: {atLeast: 3}, within: 30d}");
      bed.awaitLive(List.of("other"), MOST);
      var history = layOut(bed, parquet, events, profiles, wanted);
      report.line(
          "%,d events of %,d profiles by Zipf's law over %d days, one in ten of the name asked for;"
              + " one audience over other events is in force. Parquet: %,d MB in files of 500,000"
              + " rows, the payload as JSON text and its total as a column too.",
          events, profiles, Traffic.DAYS, parquet.bytes() / 1_000_000);
      report.line("");
      report.line(
          "| audience | members | s to live | own processor s | Kafka's | events/s | most events"
              + " behind | DuckDB s, JSON | ratio | DuckDB s, column | ratio |");
      report.line("|---|---|---|---|---|---|---|---|---|---|---|");
      var live = new Traffic(profiles, WINDOW_DAYS, otherNames());
      for (var one : wanted) {
        tell(report, bed, parquet, live, one, history);
      }
      report.line("");
      report.line(
          "DuckDB: two threads, warm, median of %d. Members: equal to both of its answers and to a"
              + " count over the events, profile by profile.",
          REPEATS);
    }
  }

  private static List<String> otherNames() {
    return Traffic.NAMES.subList(1, Traffic.NAMES.size());
  }

  private static List<Wanted> wanted(int runs) {
    var wanted = new ArrayList<Wanted>();
    for (int i = 0; i < runs; i++) {
      int above = 30_000 + 10_000 * i;
      var name = "orders_above_" + above / 100;
      var event = Traffic.NAMES.getFirst();
      wanted.add(new Wanted(name, event, above, Wanted.ANY, AT_LEAST, WINDOW_DAYS));
    }
    return wanted;
  }

  /** What was laid out, and what it must come to. */
  private record History(Traffic traffic, Counting counting, int events) {}

  private static History layOut(
      AudienceBed bed, ParquetHistory parquet, int events, int profiles, List<Wanted> wanted)
      throws Exception {
    var traffic = new Traffic(profiles, WINDOW_DAYS);
    var counting = new Counting(wanted, profiles);
    for (int i = 0; i < events; i++) {
      var track = traffic.at((double) i / events);
      var payload = bed.payload(track);
      bed.send(track, payload);
      parquet.add(track, payload);
      counting.add(track, traffic.inWindow(track));
    }
    bed.feed().flush();
    parquet.flush();
    System.out.println("laid out; waiting for the service");
    double seconds = bed.feed().await(AudienceBed.SERVICE, MOST);
    System.out.printf("%,d events, behind by %.0f s%n", events, seconds);
    return new History(traffic, counting, events);
  }

  private static void tell(
      Report report,
      AudienceBed bed,
      ParquetHistory parquet,
      Traffic live,
      Wanted one,
      History history)
      throws Exception {
    double own = seconds(bed, AudienceBed.PROCESS);
    double kafka = seconds(bed, "kafka");
    double took;
    long behind = 0;
    try (var _ = new LiveTraffic(bed, live, LIVE_EVENTS_A_SECOND)) {
      long start = System.nanoTime();
      bed.define(one.name(), one.who());
      while (!bed.isLive(one.name())) {
        if (System.nanoTime() - start > MOST.toNanos()) {
          throw new IllegalStateException(one.name() + " does not get live");
        }
        behind = Math.max(behind, bed.feed().behind(AudienceBed.SERVICE));
        Thread.sleep(LOOK_EVERY);
      }
      took = (System.nanoTime() - start) / 1e9;
    }
    own = seconds(bed, AudienceBed.PROCESS) - own;
    kafka = seconds(bed, "kafka") - kafka;
    var expected = history.counting().members(one);
    check(one.name() + " in the service", bed.members(one.name()), expected);
    long since = history.traffic().now() - Duration.ofDays(WINDOW_DAYS).toMillis();
    double json =
        median(
            one.name() + " by JSON",
            () ->
                parquet.atLeast(
                    AT_LEAST,
                    one.sql(
                        "(payload->>'$.properties.total')::DOUBLE",
                        "(payload->>'$.properties.category')"),
                    since),
            expected);
    double column =
        median(
            one.name() + " by column",
            () -> parquet.atLeast(AT_LEAST, one.sql("total", "category"), since),
            expected);
    report.line(
        "| %s | %,d | %.1f | %.1f | %.1f | %,.0f | %,d | %.2f | **%.1f** | %.3f | %.0f |",
        one.name(),
        expected.size(),
        took,
        own,
        kafka,
        history.events() / took,
        behind,
        json,
        took / json,
        column,
        took / column);
  }

  private static double median(String what, Callable<Set<String>> query, Set<String> expected)
      throws Exception {
    check(what, query.call(), expected);
    var times = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      int found = query.call().size();
      times[i] = (System.nanoTime() - start) / 1e9;
      if (found != expected.size()) {
        throw new IllegalStateException(what + " answered otherwise than before");
      }
    }
    return Ratios.median(times);
  }

  private static void check(String what, Set<String> found, Set<String> expected) {
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "%s: %d members, not the %d expected".formatted(what, found.size(), expected.size()));
    }
  }

  private static double seconds(AudienceBed bed, String process) {
    return bed.bed().processorTime(process).toNanos() / 1e9;
  }
}
