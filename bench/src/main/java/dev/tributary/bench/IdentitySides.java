package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import dev.tributary.proto.Topic;
import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The sides of identity's throughput. */
record IdentitySides(
    IdentityRuns runs,
    ThroughTopics service,
    ThroughTopics hops,
    Resolver resolver,
    List<Upsert> upserts) {

  static final String SERVICE = "service";
  static final String HOPS = "upsert with hops";
  static final String RESOLVER = "resolver alone";
  static final String UPSERT = "upsert alone";
  static final String UPSERT_EACH = "upsert of every event";

  private static final int WARM_UPS = 3;

  static IdentitySides of(IdentityRuns runs) {
    var broker = runs.bed().bed().broker();
    var upsert = new Upsert(UPSERT, "/upsert", runs);
    return new IdentitySides(
        runs,
        new ThroughTopics(
            SERVICE,
            IdentityBed.SERVICE,
            runs,
            new ResolvedReader(broker, Topic.RESOLVED.topicName())),
        new ThroughTopics(
            HOPS, IdentityBed.HOPS, runs, new ResolvedReader(broker, BareIdentity.ROUTE.output())),
        new Resolver(runs),
        runs.repeats()
            ? List.of(upsert, new Upsert(UPSERT_EACH, "/upsert-each", runs))
            : List.of(upsert));
  }

  List<Side> all() {
    return Stream.concat(Stream.of(service, hops, resolver), upserts.stream()).toList();
  }

  /** Brings every side to where it knows the users that most events name. */
  void introduceKnownUsers() throws Exception {
    var known = runs.known();
    service.through(known);
    runs.bed().ask("bare", "/load?prefix=" + IdentityEvents.introducingKnown(), "");
    hops.through(known);
    resolver.resolve(known);
    for (var upsert : upserts) {
      upsert.upsert(known);
    }
  }

  /** Runs that are not told. The service goes ahead. */
  void warmUp() throws Exception {
    for (int i = 0; i < IdentityRuns.AHEAD; i++) {
      service.run();
    }
    for (int i = 0; i < WARM_UPS; i++) {
      for (var side : all()) {
        side.run();
      }
    }
  }

  /** From topic to topic: the service, or the baseline with its hops. */
  static final class ThroughTopics implements Side {

    private final String name;
    private final Feed.Consumer consumer;
    private final IdentityRuns runs;
    private final ResolvedReader output;
    private int run;

    ThroughTopics(String name, Feed.Consumer consumer, IdentityRuns runs, ResolvedReader output) {
      this.name = name;
      this.consumer = consumer;
      this.runs = runs;
      this.output = output;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Measured run() throws Exception {
      boolean first = name.equals(SERVICE);
      var measured = through(first ? runs.make(run) : runs.again(run));
      if (first) {
        runs.remember(run);
      }
      run++;
      return measured;
    }

    Measured through(List<AcceptedRecord> events) throws Exception {
      runs.bed().checkpoint();
      runs.feed().layOut(consumer, events);
      var usage = new Usage(runs.bed().bed(), consumer.process());
      double seconds = runs.feed().consume(consumer);
      var measured = usage.since(events.size(), seconds);
      IdentityRuns.check(events, output.next());
      return measured;
    }
  }

  /** The service's resolver, its events in memory. */
  static final class Resolver implements Side {

    private final IdentityRuns runs;
    private int run;

    Resolver(IdentityRuns runs) {
      this.runs = runs;
    }

    @Override
    public String name() {
      return RESOLVER;
    }

    @Override
    public Measured run() throws Exception {
      return resolve(runs.again(run++));
    }

    Measured resolve(List<AcceptedRecord> events) throws Exception {
      var file = runs.bed().bed().file("events");
      try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (var event : events) {
          event.event().writeDelimitedTo(out);
        }
      }
      var path = file.toString();
      runs.bed().checkpoint();
      runs.bed().ask("resolver", "/read", path);
      var usage = new Usage(runs.bed().bed(), "resolver");
      var answer = runs.bed().ask("resolver", "/resolve", path).split(" ", 2);
      var measured = usage.since(events.size(), Double.parseDouble(answer[0]));
      if (Integer.parseInt(answer[1]) != IdentityRuns.users(events)) {
        throw new IllegalStateException("resolved to " + answer[1] + " profiles");
      }
      return measured;
    }
  }

  /** A bare upsert, its rows in memory. */
  static final class Upsert implements Side {

    private final String name;
    private final String path;
    private final IdentityRuns runs;
    private int run;

    Upsert(String name, String path, IdentityRuns runs) {
      this.name = name;
      this.path = path;
      this.runs = runs;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Measured run() throws Exception {
      return upsert(runs.again(run++));
    }

    Measured upsert(List<AcceptedRecord> events) throws Exception {
      runs.bed().checkpoint();
      runs.bed().ask("bare", "/read", IdentityRuns.lines(events));
      var usage = new Usage(runs.bed().bed(), "bare");
      double seconds = Double.parseDouble(runs.bed().ask("bare", path, ""));
      return usage.since(events.size(), seconds);
    }
  }
}
