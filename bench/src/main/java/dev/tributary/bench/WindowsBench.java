package dev.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Audiences over exact windows; P8a and P8b. P8a: a hundred of them against a count in PostgreSQL
 * for each event and audience. P8b: a thousand against ten, each in a service of its own; where an
 * event concerns one audience on either side, and where it concerns a hundred of the thousand.
 */
final class WindowsBench implements Bench {

  private static final int PROFILES = 100_000;
  private static final int HISTORY_A_PROFILE = 3;
  private static final int EVENTS_A_RUN = 100_000;

  /** Each counts a hundred times, so there are fewer. */
  private static final int WIDE_EVENTS_A_RUN = 10_000;

  private static final int COUNTED_EVENTS_A_RUN = 1_000;
  private static final int WARM_UPS = 2;
  private static final int WINDOW_DAYS = 90;
  private static final int MOST_WANTED = 5;

  private static final String SERVICE = "service";
  private static final String TEN = "10 audiences";
  private static final String THOUSAND = "1,000 audiences";
  private static final String THOUSAND_WIDE = "1,000 audiences, 100 an event";

  @Override
  public String name() {
    return "audience-windows";
  }

  @Override
  public String question() {
    return "P8a: audience events a second and core, 100 audiences with exact 90-day windows; target"
        + " >= 100 times an indexed count per audience and event, and >= 20,000. P8b: 1,000"
        + " audiences to 10; target >= 0.60.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    hundred(report, options);
    report.line("");
    thousand(report, options, new Shape(THOUSAND, 1, names(1_000), EVENTS_A_RUN));
    report.line("");
    thousand(report, options, new Shape(THOUSAND_WIDE, 100, Traffic.NAMES, WIDE_EVENTS_A_RUN));
  }

  private void hundred(Report report, Options options) throws Exception {
    int profiles = options.sized(PROFILES);
    var wanted = hundred();
    var bed = new AudienceBed(name(), options);
    try (var service =
            new AudienceSide(
                SERVICE,
                bed,
                wanted,
                new Traffic(profiles, WINDOW_DAYS),
                options.sized(EVENTS_A_RUN));
        var postgres =
            new BareCounts(
                bed.bed(),
                wanted,
                new Traffic(profiles, WINDOW_DAYS),
                options.sized(COUNTED_EVENTS_A_RUN))) {
      postgres.begin(service.begin(profiles * HISTORY_A_PROFILE));
      for (int i = 0; i < WARM_UPS; i++) {
        service.run();
        postgres.run();
      }
      report.line(
          "P8a: %,d profiles by Zipf's law with %d events each before, %,d events a run of the"
              + " service and %,d of PostgreSQL, one in ten out of its window. An event passes the"
              + " filters of %.1f audiences. PostgreSQL counts all 100 for each event.",
          profiles,
          HISTORY_A_PROFILE,
          options.sized(EVENTS_A_RUN),
          options.sized(COUNTED_EVENTS_A_RUN),
          service.matches());
      var alternation = alternate(report, options, List.of(service, postgres));
      alternation.compare(SERVICE, BareCounts.NAME);
      report.line(
          "The service: **%,.0f events a second of its own processor time**.",
          1e6 / Ratios.median(alternation.micros(SERVICE)));
    }
  }

  /** A side of a thousand audiences, and how many of them an event concerns. */
  private record Shape(String side, int audiencesAnEvent, List<String> names, int eventsARun) {}

  private void thousand(Report report, Options options, Shape shape) throws Exception {
    int profiles = options.sized(PROFILES);
    int events = options.sized(shape.eventsARun());
    int before = shape.audiencesAnEvent() > 1 ? 1 : HISTORY_A_PROFILE;
    try (var few =
            side(
                TEN, new AudienceBed(name() + "-10", options), profiles, Traffic.NAMES, 1, events);
        var many =
            side(
                shape.side(),
                new AudienceBed(name() + "-1000-" + shape.audiencesAnEvent(), options),
                profiles,
                shape.names(),
                shape.audiencesAnEvent(),
                events)) {
      for (var side : List.of(few, many)) {
        side.begin(profiles * before);
        for (int i = 0; i < WARM_UPS; i++) {
          side.run();
        }
      }
      report.line(
          "P8b: %,d profiles with %d events each before, %,d events a run. An event concerns %.1f of"
              + " the 10 audiences, and %.1f of the 1,000.",
          profiles, before, events, few.matches(), many.matches());
      var alternation = alternate(report, options, List.of(few, many));
      alternation.compare(shape.side(), TEN);
    }
  }

  private static Alternation alternate(
      Report report, Options options, List<? extends Alternation.Side> sides) throws Exception {
    report.line("");
    report.line("| round | side | %s |", AudienceSide.COLUMNS);
    report.line("|---|---|---|---|---|---|---|");
    var alternation = new Alternation(report, sides);
    alternation.run(options.rounds());
    return alternation;
  }

  private static AudienceSide side(
      String side,
      AudienceBed bed,
      int profiles,
      List<String> names,
      int audiencesAName,
      int events) {
    var wanted = new ArrayList<Wanted>();
    for (var event : names) {
      for (int i = 0; i < audiencesAName; i++) {
        // Filters that differ, so that nothing is counted once for several; nearly all pass.
        int above = audiencesAName == 1 ? Wanted.ANY : i;
        wanted.add(wanted(wanted.size(), event, above, Wanted.ANY));
      }
    }
    return new AudienceSide(side, bed, wanted, new Traffic(profiles, WINDOW_DAYS, names), events);
  }

  /** Ten audiences over each name: five by total, five by category. */
  private static List<Wanted> hundred() {
    var wanted = new ArrayList<Wanted>();
    for (var event : Traffic.NAMES) {
      for (int above : List.of(20_000, 40_000, 60_000, 80_000, 95_000)) {
        wanted.add(wanted(wanted.size(), event, above, Wanted.ANY));
      }
      for (int category = 0; category < 5; category++) {
        wanted.add(wanted(wanted.size(), event, Wanted.ANY, category));
      }
    }
    return wanted;
  }

  private static Wanted wanted(int number, String event, int above, int category) {
    int atLeast = 1 + number % MOST_WANTED;
    return new Wanted("audience_" + number, event, above, category, atLeast, WINDOW_DAYS);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "Event " + i).toList();
  }
}
