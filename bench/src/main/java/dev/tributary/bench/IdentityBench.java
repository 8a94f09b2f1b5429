package dev.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Identity's throughput; P6a and P6b.
 *
 * <p>Two pairs of sides. Without Kafka: the service's own resolver, from the record's bytes to the
 * commit in PostgreSQL, against a bare upsert whose rows lie ready in memory. With Kafka: the
 * packaged service, a black box between two topics, against the same upsert with the same hops
 * around it (committed events in, one transaction of records and offsets out). The baselines write
 * the very rows that the service wrote for such events, on tables with the same indexes, with as
 * many connections and as large batches.
 */
final class IdentityBench implements Bench {

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
        var runs = new IdentityRuns(bed, options.sized(count), repeats)) {
      bed.startBaselines();
      bed.startResolver(name, options);
      var sides = IdentitySides.of(runs);
      if (repeats) {
        sides.introduceKnownUsers();
      }
      sides.warmUp();
      report.line(
          "%d events a run, batches of at most %d, %d workers with a connection each.%s",
          options.sized(count),
          BareIdentity.BATCH,
          BareIdentity.WORKERS,
          repeats ? " As many known users, drawn by Zipf's law." : "");
      report.line("");
      report.line(
          "| round | side | events/s | processor us/event: own | PostgreSQL | Kafka | sum | share of"
              + " the machine |");
      report.line("|---|---|---|---|---|---|---|---|");
      var alternation = new Alternation(report, sides.all());
      alternation.run(options.rounds());
      alternation.compare(IdentitySides.RESOLVER, IdentitySides.UPSERT);
      if (repeats) {
        alternation.compare(IdentitySides.RESOLVER, IdentitySides.UPSERT_EACH);
      }
      alternation.compare(IdentitySides.SERVICE, IdentitySides.HOPS);
      alternation.compare(IdentitySides.SERVICE, IdentitySides.UPSERT);
      checkRows(report, bed);
    }
  }

  /**
   * All sides must have written the same rows; the service has been given two runs more than the
   * others, from which they take theirs.
   */
  private void checkRows(Report report, IdentityBed bed) throws Exception {
    var service = bed.rows("identity");
    var resolver = bed.rows(IdentityBed.RESOLVER_DATABASE);
    var others = new ArrayList<Map<String, Long>>();
    for (var database :
        repeats
            ? List.of(BareIdentity.DATABASE, BareIdentity.DATABASE_ONCE, BareIdentity.DATABASE_EACH)
            : List.of(BareIdentity.DATABASE, BareIdentity.DATABASE_ONCE)) {
      others.add(bed.rows(database));
    }
    report.line("");
    report.line("Rows of the service: %s; of each other side: %s", service, resolver);
    if (others.stream().anyMatch(rows -> !rows.equals(resolver))
        || !service.keySet().equals(resolver.keySet())) {
      throw new IllegalStateException("the others wrote " + others);
    }
  }
}
