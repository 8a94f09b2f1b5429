package dev.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the resolver told of some events, part by part: how long each part took, and each batch.
 *
 * @param parts in the order in which they were resolved
 */
record WatchedRun(List<Part> parts) {

  /** The heading of {@link #line}. */
  static final String HEADING =
      "| what | events | events/s | first part | last part | last to first | batch: median | p99 |"
          + " longest | decided in vain | deadlocks | database |";

  static final String RULE = "|---|---|---|---|---|---|---|---|---|---|---|---|";

  /** A batch: its events, its seconds, how often it was decided in vain. */
  record Batch(int events, double seconds, int conflicts) {}

  /** Some of the events; batches of two workers run beside each other. */
  record Part(double seconds, int profiles, List<Batch> batches) {

    Part {
      batches = List.copyOf(batches);
    }

    /** Reads an answer of the probe's {@code /watch}. */
    static Part read(String answer) {
      var lines = answer.split("\n", -1);
      var whole = lines[0].split(" ", -1);
      var batches = new ArrayList<Batch>();
      for (int i = 1; i < lines.length; i++) {
        var words = lines[i].split(" ", -1);
        batches.add(
            new Batch(
                Integer.parseInt(words[0]),
                Double.parseDouble(words[1]),
                Integer.parseInt(words[2])));
      }
      return new Part(Double.parseDouble(whole[0]), Integer.parseInt(whole[1]), batches);
    }

    int events() {
      return batches.stream().mapToInt(Batch::events).sum();
    }

    double rate() {
      return events() / seconds;
    }
  }

  WatchedRun {
    parts = List.copyOf(parts);
  }

  double rate() {
    return events() / parts.stream().mapToDouble(Part::seconds).sum();
  }

  /** The seconds that this share of the batches took at most. */
  double batchSeconds(double share) {
    var sorted = batches().mapToDouble(Batch::seconds).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** A row of the table under {@link #HEADING}. */
  String line(String what, long deadlocks, long databaseBytes) {
    double first = parts.getFirst().rate();
    double last = parts.getLast().rate();
    return "| %s | %,d | %.0f | %.0f | %.0f | %.2f | %.0f ms | %.0f ms | %.0f ms | %d | %d | %d MB |"
        .formatted(
            what,
            events(),
            rate(),
            first,
            last,
            last / first,
            batchSeconds(0.5) * 1e3,
            batchSeconds(0.99) * 1e3,
            batchSeconds(1) * 1e3,
            batches().mapToInt(Batch::conflicts).sum(),
            deadlocks,
            databaseBytes / 1_000_000);
  }

  private int events() {
    return parts.stream().mapToInt(Part::events).sum();
  }

  private Stream<Batch> batches() {
    return parts.stream().flatMap(part -> part.batches().stream());
  }
}
