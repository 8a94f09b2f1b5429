package dev.tributary.bench;

import dev.tributary.bench.FuzzTally.Outcome;
import dev.tributary.proto.Topic;

/**
 * A million requests to ingest of which most are bad in some way, from a fixed seed. No baseline:
 * every figure but the memory is a count, and a count that is wrong is an error.
 */
final class FuzzBench implements Bench {

  private static final int REQUESTS = 1_000_000;

  /** What the first requests make of the heap is no growth. */
  private static final int WARM_UP = 20_000;

  private static final double MOST_GROWTH_MB = 32;

  @Override
  public String name() {
    return "ingest-fuzz";
  }

  @Override
  public String question() {
    return "Any input: never a 5xx other than a 503 with its reason, never a hang, every refusal"
        + " explained, memory bounded, and as many events stored as were acknowledged.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    try (var bed = sources(new IngestBed(name(), options))) {
      var fuzz = new Fuzz(bed.port());
      fuzz.run(WARM_UP);
      double heapBefore = bed.memory().liveHeap();
      double residentBefore = bed.memory().resident();
      int requests = options.quick() ? REQUESTS / 10 : REQUESTS;
      long start = System.nanoTime();
      var tally = fuzz.run(requests);
      double seconds = (System.nanoTime() - start) / 1e9;
      double heapAfter = bed.memory().liveHeap();
      report.line(
          "%,d requests in %.0f s over %d connections at once, the first %,d to warm up.",
          requests, seconds, Fuzz.CONNECTIONS, WARM_UP);
      report.line("");
      tally.table(report);
      report.line("");
      report.line("| | before | after |");
      report.line("|---|---|---|");
      report.line("| live heap, MB | %.1f | %.1f |", heapBefore, heapAfter);
      report.line("| resident, MB | %.0f | %.0f |", residentBefore, bed.memory().resident());
      report.line("");
      tally.findings().forEach(finding -> report.line("- %s", finding));
      checkCounts(report, bed, tally);
      check(tally.wrong() == 0, tally.wrong() + " requests ended against the rules");
      check(heapAfter < heapBefore + MOST_GROWTH_MB, "the live heap grew");
      check(bed.isReady(), "the service is not ready");
      check(
          bed.status("/v1/page", "{\"writeKey\":\"bench-key\",\"userId\":\"u\"}") == 200,
          "a good request is refused");
      report.line("Afterwards the service is ready and takes a good request.");
    }
  }

  /** Gives requests that get no trustworthy answer sources of their own. */
  static IngestBed sources(IngestBed bed) throws Exception {
    bed.define("pixel", Mutator.PIXEL_KEY);
    bed.define("broken", Mutator.BROKEN_KEY);
    return bed;
  }

  /** What was acknowledged is stored, and what the service counted too. */
  static void checkCounts(Report report, IngestBed bed, FuzzTally tally) throws Exception {
    var stored = StoredEvents.bySource(bed.bed());
    long sound = stored.getOrDefault("bench", 0L);
    long all = stored.values().stream().mapToLong(Long::longValue).sum();
    long accepted = bed.events("accepted"::equals);
    long rejected =
        bed.events(outcome -> !outcome.equals("accepted") && !outcome.equals("unstored"));
    long quarantined = bed.bed().recordsIn(Topic.QUARANTINED.topicName());
    report.line(
        "Acknowledged over sound HTTP: %,d events; stored: %,d. Stored in all: %,d, as the service"
            + " counts: %,d. Rejected by its count: %,d, quarantined: %,d. Answered 503: %,d.",
        tally.acknowledged(),
        sound,
        all,
        accepted,
        rejected,
        quarantined,
        tally.total(Outcome.SHED));
    check(accepted == all, "accepted and stored differ");
    check(rejected == quarantined, "rejected and quarantined differ");
    check(sound >= tally.acknowledged(), "acknowledged events are not stored");
    check(tally.uncertain() > 0 || sound == tally.acknowledged(), "acknowledged and stored differ");
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
