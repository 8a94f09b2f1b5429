package dev.tributary.bench;

import dev.tributary.proto.v1.Event;
import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Whether identity bears customers of any size, and gets slower with it: a chain that joins a
 * million identifiers one by one, in its order and shuffled, and one device that a hundred thousand
 * people share. The service's own resolver, from the record's bytes to the commit in PostgreSQL,
 * without Kafka. No baseline: the last events are compared with the first, and the kiosk with the
 * same traffic without it. Events come in ten parts; making them costs the run nothing.
 */
final class ExtremesBench implements Bench {

  private static final String CHAIN = "chain";
  private static final String SHUFFLED = "shuffled";
  private static final String WITHOUT_KIOSK = "without_kiosk";
  private static final String KIOSK = "kiosk";

  private static final int IDENTIFIERS = 1_000_000;
  private static final int PEOPLE = 100_000;
  private static final int PARTS = 10;
  private static final int QUICKER = 10;
  private static final int WORKERS = 2;

  @Override
  public String name() {
    return "identity-extremes";
  }

  @Override
  public String question() {
    return "A chain of 1,000,000 identifiers joined one by one ends as one profile; a device of"
        + " 100,000 people joins none of them; neither slows the resolver down.";
  }

  @Override
  public void run(Report report, Options options) throws Exception {
    int shrink = options.quick() ? QUICKER : 1;
    try (var bed = new IdentityBed(List.of(CHAIN, SHUFFLED, WITHOUT_KIOSK, KIOSK))) {
      report.line(WatchedRun.HEADING);
      report.line(WatchedRun.RULE);
      chains(report, options, bed, IDENTIFIERS / shrink);
      kiosk(report, options, bed, PEOPLE / shrink);
    }
  }

  /** In order by one worker, as only one can keep an order; shuffled by two. */
  private static void chains(Report report, Options options, IdentityBed bed, int identifiers)
      throws Exception {
    var events = new ExtremeEvents();
    int links = identifiers - 1;
    var ordered = new ExtremeChecks(bed, CHAIN);
    var run = watch(bed, options, CHAIN, links, i -> events.link(i, 0));
    report.line("%s", run.line("chain, in its order", ordered.databaseBytes()));
    var profile = ordered.chain(identifiers);

    var order = new ArrayList<>(IntStream.range(0, links).boxed().toList());
    Collections.shuffle(order, new Random(42));
    var mixed = new ExtremeChecks(bed, SHUFFLED);
    run = watch(bed, options, SHUFFLED, links, i -> events.link(order.get(i), i % WORKERS));
    report.line("%s", run.line("chain, shuffled", mixed.databaseBytes()));
    if (!mixed.chain(identifiers).equals(profile)) {
      throw new IllegalStateException("the order of events shows in the profile's id");
    }
  }

  /** As many events either way, every other one of them at the kiosk, or none. */
  private static void kiosk(Report report, Options options, IdentityBed bed, int people)
      throws Exception {
    var events = new ExtremeEvents();
    int all = 2 * people;
    var without = new ExtremeChecks(bed, WITHOUT_KIOSK);
    var run = watch(bed, options, WITHOUT_KIOSK, all, i -> events.elsewhere(i, i, i / 2 % WORKERS));
    report.line("%s", run.line("sign-ins, each on a device", without.databaseBytes()));
    without.users(all, all, false);

    var with = new ExtremeChecks(bed, KIOSK);
    var beside =
        watch(
            bed,
            options,
            KIOSK,
            all,
            i ->
                i % 2 == 0
                    ? events.atKiosk(i, i, i / 2 % WORKERS)
                    : events.elsewhere(i, i, i / 2 % WORKERS));
    report.line("%s", beside.line("half of them at one kiosk", with.databaseBytes()));
    with.users(all, people, true);
    report.line("");
    report.line(
        "Kiosk beside normal traffic, to the same without: events/s %.2f, p99 of a batch %.2f.",
        beside.rate() / run.rate(), beside.batchSeconds(0.99) / run.batchSeconds(0.99));
  }

  private static WatchedRun watch(
      IdentityBed bed, Options options, String database, int count, IntFunction<Event> event)
      throws Exception {
    bed.startResolver("identity-extremes-" + database, options, database);
    var parts = new ArrayList<WatchedRun.Part>();
    var file = bed.bed().file("events");
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) count * part / PARTS);
      int to = (int) ((long) count * (part + 1) / PARTS);
      try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (int i = from; i < to; i++) {
          event.apply(i).writeDelimitedTo(out);
        }
      }
      bed.ask("resolver", "/read", file.toString());
      parts.add(WatchedRun.Part.read(bed.ask("resolver", "/watch", "")));
      System.out.printf("%s, part %d: %.0f events/s%n", database, part, parts.getLast().rate());
    }
    bed.bed().stop("resolver");
    return new WatchedRun(parts);
  }
}
