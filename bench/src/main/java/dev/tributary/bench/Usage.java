package dev.tributary.bench;

import dev.tributary.bench.Alternation.Measured;
import java.util.ArrayList;
import java.util.List;

/** Processor time of a process, PostgreSQL and Kafka, from its making on. */
final class Usage {

  private final Bed bed;
  private final List<String> processes;
  private final List<Double> before = new ArrayList<>();

  Usage(Bed bed, String own) {
    this.bed = bed;
    this.processes = List.of(own, "postgres", "kafka");
    processes.forEach(process -> before.add(seconds(process)));
  }

  /**
   * What so many events took. Cells: microseconds an event, of each and all; share of all cores.
   */
  Measured since(int events, double seconds) {
    var cells = new ArrayList<String>();
    double sum = 0;
    for (int i = 0; i < processes.size(); i++) {
      double used = seconds(processes.get(i)) - before.get(i);
      sum += used;
      cells.add("%.1f".formatted(used * 1e6 / events));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    cells.add("%.1f".formatted(sum * 1e6 / events));
    cells.add("%.0f %%".formatted(100 * sum / (seconds * cores)));
    return new Measured(events / seconds, sum * 1e6 / events, cells);
  }

  private double seconds(String process) {
    return bed.processorTime(process).toNanos() / 1e9;
  }
}
