package dev.tributary.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs sides forth and back, A B B A, round after round, so that whatever drifts (a warming
 * machine, growing tables, a neighbour) meets all sides alike. The first run of one side pairs with
 * the first of another, and so on.
 */
final class Alternation {

  /** One side of a comparison. */
  interface Side {

    String name();

    /** Does it once. Wrong counts are an exception. */
    Measured run() throws Exception;
  }

  /**
   * What one run of a side gave.
   *
   * @param figure what is compared: how many a second
   * @param micros processor time of all that took part for one of them, in microseconds
   * @param cells the rest of its line in the table
   */
  record Measured(double figure, double micros, List<String> cells) {

    Measured {
      cells = List.copyOf(cells);
    }
  }

  private final Report report;
  private final List<? extends Side> sides;
  private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

  Alternation(Report report, List<? extends Side> sides) {
    this.report = report;
    this.sides = List.copyOf(sides);
    sides.forEach(side -> measured.put(side.name(), new ArrayList<>()));
  }

  /** Runs them, a table's line each. */
  void run(int rounds) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      for (var side : sides) {
        run(round, side);
      }
      for (var side : sides.reversed()) {
        run(round, side);
      }
    }
  }

  /** The figures of a side in the order of its runs. */
  double[] figures(String side) {
    return runs(side).stream().mapToDouble(Measured::figure).toArray();
  }

  /**
   * Says how one side's figures compare with another's, by pairs of runs. Beside it, the same by
   * processor time: what the ratio comes to where the processor is the limit and nobody else uses
   * it.
   */
  void compare(String side, String baseline) {
    var ratios = Ratios.of(figures(side), figures(baseline));
    var micros = Ratios.of(micros(baseline), micros(side));
    report.line("");
    report.line(
        "%s: median %.0f/s; %s: %.0f/s; **ratio median %.2f** (%.2f to %.2f); by processor time %.2f"
            + " (%.2f to %.2f)",
        side,
        Ratios.median(figures(side)),
        baseline,
        Ratios.median(figures(baseline)),
        ratios.median(),
        ratios.least(),
        ratios.most(),
        micros.median(),
        micros.least(),
        micros.most());
  }

  /** Its processor time for each of what it did, in microseconds, in the order of its runs. */
  double[] micros(String side) {
    return runs(side).stream().mapToDouble(Measured::micros).toArray();
  }

  private List<Measured> runs(String side) {
    return measured.getOrDefault(side, List.of());
  }

  private void run(int round, Side side) throws Exception {
    var run = side.run();
    measured.computeIfAbsent(side.name(), _ -> new ArrayList<>()).add(run);
    report.line(
        "| %d | %s | %.0f | %s |",
        round, side.name(), run.figure(), String.join(" | ", run.cells()));
  }
}
