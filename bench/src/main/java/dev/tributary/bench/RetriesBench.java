package dev.tributary.bench;

import dev.tributary.bench.FarEnd.Manner;

/**
 * What deliveries that wait for another attempt cost the router in memory: every second one fails,
 * for good, and none is given up meanwhile.
 */
final class RetriesBench implements Bench {

  private static final int FAILING = 1_000_000;
  private static final int EVENTS_A_STEP = 40_000;
  private static final int STEPS_UNTIL_WARM = 2;
  private static final int PROFILES = 10_000;
  private static final int DAYS = 90;

  private final Traffic traffic = new Traffic(PROFILES, DAYS);

  @Override
  public String name() {
    return "router-retries";
  }

  @Override
  public String question() {
    return "10 M pending retries outside the heap: live heap of the router with 1,000,000 of them"
        + " (in full), to that with a few.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int failing = options.sized(FAILING);
    Manner half = (_, key, _) -> key != null && key.hashCode() % 2 == 0 ? 503 : 200;
    try (var bed = new RouterBed(name(), options, half)) {
      bed.define("half", "type = \"track\"");
      report.line("| failing deliveries that wait | live heap MB | attempts in all | s |");
      report.line("|---|---|---|---|");
      long start = System.nanoTime();
      double first = 0;
      long events = 0;
      long next = STEPS_UNTIL_WARM * (long) EVENTS_A_STEP;
      while (true) {
        step(bed, events);
        events += EVENTS_A_STEP;
        long waiting = events - bed.farEnd().keys().size();
        if (events >= next || waiting >= failing) {
          next = 2L * events;
          double heap = new JvmMemory(bed.bed().pid(RouterBed.PROCESS)).liveHeap();
          first = first == 0 ? heap : first;
          double seconds = (System.nanoTime() - start) / 1e9;
          report.line(
              "| %,d | %.1f | %,d | %.0f |", waiting, heap, bed.farEnd().requests(), seconds);
          if (waiting >= failing) {
            report.line("");
            report.line(
                "live heap with %,d to that with the first: **%.2f**", waiting, heap / first);
            return;
          }
        }
      }
    }
  }

  /** Lays out so many events more and waits until those of them that can have arrived. */
  private void step(RouterBed bed, long before) throws Exception {
    var keys = bed.farEnd().keys();
    long requests = bed.farEnd().requests();
    for (var track : WebhookBench.tracks(traffic, EVENTS_A_STEP)) {
      bed.send(track, bed.payload(track));
    }
    long quiet = System.nanoTime();
    int taken = keys.size();
    // All have been tried once when nothing new has arrived for a while.
    while (bed.farEnd().requests() - requests < EVENTS_A_STEP
        || System.nanoTime() - quiet < 2_000_000_000L) {
      Thread.sleep(50);
      if (keys.size() > taken) {
        taken = keys.size();
        quiet = System.nanoTime();
      }
      if (System.nanoTime() - quiet > 120_000_000_000L) {
        throw new IllegalStateException(taken + " taken after " + (before + EVENTS_A_STEP));
      }
    }
  }
}
