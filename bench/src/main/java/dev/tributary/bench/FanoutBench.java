package dev.tributary.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What destinations cost that want nothing of what comes: P10c, and the router's processor time
 * while nothing comes at all. The 99 others want events of other names, as is usual, or, which is
 * the worst they can do, name no event, so that every event has to be parsed for them.
 */
final class FanoutBench implements Bench {

  private static final int EVENTS_A_RUN = 120_000;
  private static final int WARM_UPS = 3;
  private static final Duration SETTLES = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(30);

  private static final String ONE = "1 destination";
  private static final String HUNDRED = "100 destinations";
  private static final String HUNDRED_NAMELESS = "100 destinations, 99 without an event's name";

  @Override
  public String name() {
    return "router-fanout";
  }

  @Override
  public String question() {
    return "P10c: router events a second with 100 destinations of which one matches, to that one"
        + " alone; target >= 0.6. And 100 destinations while nothing comes; target < 1 % of a core.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int events = options.sized(EVENTS_A_RUN);
    report.line(
        "%,d events a run, in Kafka before it begins; one in a hundred is delivered, signed.",
        events);
    try (var one = new FanoutSide(ONE, name() + "-1", List.of(), events, options)) {
      try (var hundred =
          new FanoutSide(
              HUNDRED, name() + "-100", others("event = \"Never %d\""), events, options)) {
        compare(report, options, hundred, one);
        Thread.sleep(SETTLES);
        idle(report, hundred, one);
      }
      report.line("");
      try (var nameless =
          new FanoutSide(
              HUNDRED_NAMELESS,
              name() + "-100-nameless",
              others("properties.total > 1%06d"),
              events,
              options)) {
        compare(report, options, nameless, one);
      }
    }
  }

  private static void compare(Report report, Options options, FanoutSide many, FanoutSide one)
      throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      many.run();
      one.run();
    }
    report.line("");
    report.line("| round | side | %s |", FanoutSide.COLUMNS);
    report.line("|---|---|---|---|---|---|---|");
    var alternation = new Alternation(report, List.of(many, one));
    alternation.run(options.rounds());
    alternation.compare(many.name(), one.name());
  }

  /** Both at the same time, so that what the JVM still does meets both alike. */
  private static void idle(Report report, FanoutSide hundred, FanoutSide one) throws Exception {
    double manyBefore = hundred.used();
    double oneBefore = one.used();
    Thread.sleep(QUIET);
    double many = 100 * (hundred.used() - manyBefore) / QUIET.toSeconds();
    double alone = 100 * (one.used() - oneBefore) / QUIET.toSeconds();
    report.line(
        "While nothing comes for %d s, the router with 100 destinations takes %.2f %% of a core, with"
            + " one %.2f %%: **99 more cost %.2f %%**.",
        QUIET.toSeconds(), many, alone, many - alone);
  }

  private static List<String> others(String trigger) {
    return IntStream.range(0, 99).mapToObj(trigger::formatted).toList();
  }
}
