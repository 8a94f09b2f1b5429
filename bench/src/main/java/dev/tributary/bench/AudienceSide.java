package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * audience-service under some audiences: each run lays out events while it stands still and takes
 * the time until it has committed the last of them. After each run all sizes, and the members of a
 * few audiences, must be what a plain count comes to.
 */
final class AudienceSide implements Side, AutoCloseable {

  /** The cells of its runs in a table, for the figure's column and those after it. */
  static final String COLUMNS =
      "events/s | processor us/event: own | events a second of it | Kafka us/event | both, share of"
          + " the machine";

  private static final int CHECKED_COMPLETELY = 3;
  private static final Duration MOST = Duration.ofMinutes(30);

  private final String name;
  private final AudienceBed bed;
  private final List<Wanted> wanted;
  private final Traffic traffic;
  private final Counting counting;
  private final int eventsARun;

  AudienceSide(String name, AudienceBed bed, List<Wanted> wanted, Traffic traffic, int eventsARun) {
    this.name = name;
    this.bed = bed;
    this.wanted = List.copyOf(wanted);
    this.traffic = traffic;
    this.counting = new Counting(wanted, traffic.profiles());
    this.eventsARun = eventsARun;
  }

  /** Defines the audiences and takes in a history, an event of each profile first. */
  List<Track> begin(int events) throws Exception {
    for (var one : wanted) {
      bed.define(one.name(), one.who());
    }
    bed.awaitLive(wanted.stream().map(Wanted::name).toList(), MOST);
    var history = new ArrayList<Track>();
    for (int i = 0; i < events; i++) {
      history.add(i < traffic.profiles() ? traffic.of(i) : traffic.next());
    }
    history.forEach(this::count);
    history.forEach(bed::send);
    bed.feed().flush();
    double seconds = bed.feed().await(AudienceBed.SERVICE, MOST);
    counting.check(bed, wanted, CHECKED_COMPLETELY);
    System.out.printf("%s: %,d events before, behind by %.0f s%n", name, events, seconds);
    return history;
  }

  @Override
  public String name() {
    return name;
  }

  /** How many audiences' filters an event passed, on average. */
  double matches() {
    return counting.matches();
  }

  @Override
  public Measured run() throws Exception {
    var events = new ArrayList<Track>(eventsARun);
    for (int i = 0; i < eventsARun; i++) {
      events.add(traffic.next());
    }
    events.forEach(this::count);
    bed.layOut(events);
    double own = seconds(AudienceBed.PROCESS);
    double kafka = seconds("kafka");
    double took = bed.feed().consume(AudienceBed.SERVICE);
    own = seconds(AudienceBed.PROCESS) - own;
    kafka = seconds("kafka") - kafka;
    counting.check(bed, wanted, CHECKED_COMPLETELY);
    int cores = Runtime.getRuntime().availableProcessors();
    return new Measured(
        eventsARun / took,
        own * 1e6 / eventsARun,
        List.of(
            "%.1f".formatted(own * 1e6 / eventsARun),
            "%,.0f".formatted(eventsARun / own),
            "%.1f".formatted(kafka * 1e6 / eventsARun),
            "%.0f %%".formatted(100 * (own + kafka) / (took * cores))));
  }

  @Override
  public void close() throws IOException {
    bed.close();
  }

  private void count(Track track) {
    counting.add(track, traffic.inWindow(track));
  }

  private double seconds(String process) {
    return bed.bed().processorTime(process).toNanos() / 1e9;
  }
}
