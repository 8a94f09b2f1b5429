package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * router-service with one destination that matches one event in a hundred, alone or among others
 * that match none. Each run takes the time until every event that matches has arrived.
 */
final class FanoutSide implements Side, AutoCloseable {

  static final String COLUMNS =
      "events/s | router us/event | Kafka us/event | both, share of the machine | delivered";

  /** Whose events one destination wants. */
  private static final String WANTED = Names.ALL.getFirst();

  private static final int PROFILES = 10_000;
  private static final int ANY_DAYS = 90;

  private final String name;
  private final RouterBed bed;
  private final Traffic traffic = new Traffic(PROFILES, ANY_DAYS, Names.ALL);
  private final int eventsARun;

  /** A side with destinations beside the one that matches, which have these triggers. */
  FanoutSide(String name, String file, List<String> others, int eventsARun, Options options)
      throws Exception {
    this.name = name;
    this.bed = new RouterBed(file, options);
    this.eventsARun = eventsARun;
    bed.define("wanted", "event = \"" + WANTED + "\"");
    for (int i = 0; i < others.size(); i++) {
      bed.define("other-" + i, others.get(i));
    }
  }

  /** The names of the events, each as frequent as another. */
  private static final class Names {
    static final List<String> ALL = names();

    private static List<String> names() {
      var all = new ArrayList<String>();
      for (int i = 0; i < 100; i++) {
        all.add("Event " + i);
      }
      return List.copyOf(all);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measured run() throws Exception {
    var events = new ArrayList<Track>(eventsARun);
    for (int i = 0; i < eventsARun; i++) {
      events.add(traffic.next());
    }
    long expected = events.stream().filter(track -> track.event().equals(WANTED)).count();
    double own = seconds(RouterBed.PROCESS);
    double kafka = seconds("kafka");
    double took = bed.deliver(events, expected);
    own = seconds(RouterBed.PROCESS) - own;
    kafka = seconds("kafka") - kafka;
    int cores = Runtime.getRuntime().availableProcessors();
    return new Measured(
        eventsARun / took,
        own * 1e6 / eventsARun,
        List.of(
            "%.1f".formatted(own * 1e6 / eventsARun),
            "%.1f".formatted(kafka * 1e6 / eventsARun),
            "%.0f %%".formatted(100 * (own + kafka) / (took * cores)),
            Long.toString(expected)));
  }

  /** Seconds of processor time that the router has used so far. */
  double used() {
    return seconds(RouterBed.PROCESS);
  }

  @Override
  public void close() throws IOException {
    bed.close();
  }

  private double seconds(String process) {
    return bed.bed().processorTime(process).toNanos() / 1e9;
  }
}
