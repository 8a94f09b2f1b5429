package dev.tributary.bench;

/** From HTTP to a webhook, everything durable, services, servers and load on the same cores. */
final class WholeBench implements Bench {

  private static final int REQUESTS = 1_000;
  private static final int EVENTS_EACH = 100;
  private static final int CLIENTS = 8;

  @Override
  public String name() {
    return "whole";
  }

  @Override
  public String question() {
    return "Whole: events a second from HTTP to a webhook; RudderStack's server, measured so: 1,250;"
        + " target >= 10,000.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    try (var bed = new WholeBed((_, _, _) -> 200);
        var load = new Load(CLIENTS)) {
      var payloads = new Payloads(WholeBed.WRITE_KEY);
      report.line("| run | events/s accepted | events/s delivered | requests for as many events |");
      report.line("|---|---|---|---|");
      for (int run = 0; run <= 3; run++) {
        var rates = bed.deliver(load, payloads.batches(REQUESTS, EVENTS_EACH), EVENTS_EACH);
        report.line(
            "| %s | %.0f | %.0f | %d for %d |",
            run == 0 ? "warm-up" : Integer.toString(run),
            rates.accepted(),
            rates.delivered(),
            rates.requests(),
            REQUESTS * EVENTS_EACH);
      }
    }
  }
}
