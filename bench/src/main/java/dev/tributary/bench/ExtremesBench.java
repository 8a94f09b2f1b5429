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
  private static final String SHUFFLED_FOR_TWO = "shuffled_for_two";
  private static final String WITHOUT_KIOSK = "without_kiosk";
  private static final String KIOSK = "kiosk";

  private static final int IDENTIFIERS = 1_000_000;
  private static final int PEOPLE = 100_000;
  private static final int PARTS = 10;
  private static final int QUICKER = 10;
  private static final int WORKERS = 2;
  private static final int WARM_UP = 20_000;

  /** Behind all numbers that a run gives its events. */
  private static final int WARM_UP_FROM = 10_000_000;

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
    int identifiers = IDENTIFIERS / shrink;
    try (var bed =
        new IdentityBed(List.of(CHAIN, WITHOUT_KIOSK, KIOSK, SHUFFLED, SHUFFLED_FOR_TWO))) {
      report.line(WatchedRun.HEADING);
      report.line(WatchedRun.RULE);
      var profile = chain(report, options, bed, identifiers);
      var kiosk = kiosk(report, options, bed, PEOPLE / shrink);
      var one = shuffled(report, options, bed, identifiers, 1);
      var two = shuffled(report, options, bed, identifiers, WORKERS);
      report.line("");
      report.line("%s", kiosk);
      if (!one.equals(profile) || !two.equals(profile)) {
        throw new IllegalStateException("the order of events shows in the profile's id");
      }
    }
  }

  /** In its order, which only one worker can keep; returns the profile. */
  private static String chain(Report report, Options options, IdentityBed bed, int identifiers)
      throws Exception {
    var events = new ExtremeEvents();
    var run =
        watch(
            bed,
            options,
            CHAIN,
            i -> events.elsewhere(i, i, i % WORKERS),
            identifiers - 1,
            i -> events.link(i, 0));
    var checks = new ExtremeChecks(bed, CHAIN);
    report.line("%s", run.line("chain, in its order", checks.deadlocks(), checks.databaseBytes()));
    return checks.chain(identifiers);
  }

  /** Merges of merges. Two workers meet in nearly every batch, as they work on one customer. */
  private static String shuffled(
      Report report, Options options, IdentityBed bed, int identifiers, int workers)
      throws Exception {
    var events = new ExtremeEvents();
    var order = new ArrayList<>(IntStream.range(0, identifiers - 1).boxed().toList());
    Collections.shuffle(order, new Random(42));
    var database = workers == 1 ? SHUFFLED : SHUFFLED_FOR_TWO;
    var run =
        watch(
            bed,
            options,
            database,
            i -> events.elsewhere(i, i, i % WORKERS),
            order.size(),
            i -> events.link(order.get(i), i % workers));
    var checks = new ExtremeChecks(bed, database);
    var what = "chain, shuffled, workers: " + workers;
    report.line("%s", run.line(what, checks.deadlocks(), checks.databaseBytes()));
    return checks.chain(identifiers);
  }

  /** As many events either way, every other one of them at the kiosk, or none. */
  private static String kiosk(Report report, Options options, IdentityBed bed, int people)
      throws Exception {
    var events = new ExtremeEvents();
    int all = 2 * people;
    IntFunction<Event> warmUp = i -> events.link(2 * i, i % WORKERS);
    IntFunction<Event> elsewhere = i -> events.elsewhere(i, i, i / 2 % WORKERS);
    var without = new ExtremeChecks(bed, WITHOUT_KIOSK);
    var run = watch(bed, options, WITHOUT_KIOSK, warmUp, all, elsewhere);
    report.line(
        "%s", run.line("sign-ins, each on a device", without.deadlocks(), without.databaseBytes()));
    without.users(all, all, false);

    var with = new ExtremeChecks(bed, KIOSK);
    IntFunction<Event> mixed =
        i -> i % 2 == 0 ? events.atKiosk(i, i, i / 2 % WORKERS) : elsewhere.apply(i);
    var beside = watch(bed, options, KIOSK, warmUp, all, mixed);
    report.line(
        "%s", beside.line("half of them at one kiosk", with.deadlocks(), with.databaseBytes()));
    with.users(all, people, true);
    return "Half of the events at a kiosk, to none: events/s %.2f, p99 of a batch %.2f."
        .formatted(beside.rate() / run.rate(), beside.batchSeconds(0.99) / run.batchSeconds(0.99));
  }

  /** Events of another kind go first, so that the first part does not pay for a cold JVM. */
  private static WatchedRun watch(
      IdentityBed bed,
      Options options,
      String database,
      IntFunction<Event> warmUp,
      int count,
      IntFunction<Event> event)
      throws Exception {
    bed.startResolver("identity-extremes-" + database, options, database);
    watch(bed, warmUp, WARM_UP_FROM, WARM_UP_FROM + WARM_UP);
    var parts = new ArrayList<WatchedRun.Part>();
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) count * part / PARTS);
      int to = (int) ((long) count * (part + 1) / PARTS);
      parts.add(watch(bed, event, from, to));
      System.out.printf("%s, part %d: %.0f events/s%n", database, part, parts.getLast().rate());
    }
    bed.bed().stop("resolver");
    return new WatchedRun(parts);
  }

  private static WatchedRun.Part watch(IdentityBed bed, IntFunction<Event> event, int from, int to)
      throws Exception {
    var file = bed.bed().file("events");
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = from; i < to; i++) {
        event.apply(i).writeDelimitedTo(out);
      }
    }
    bed.ask("resolver", "/read", file.toString());
    return WatchedRun.Part.read(bed.ask("resolver", "/watch", ""));
  }
}
