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
   * @param figure what is compared
   * @param cells the rest of its line in the table
   */
  record Measured(double figure, List<String> cells) {

    Measured {
      cells = List.copyOf(cells);
    }
  }

  private final Report report;
  private final List<? extends Side> sides;
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  Alternation(Report report, List<? extends Side> sides) {
    this.report = report;
    this.sides = List.copyOf(sides);
    sides.forEach(side -> figures.put(side.name(), new ArrayList<>()));
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
    return figures.getOrDefault(side, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** One side's figures to another's. */
  Ratios ratios(String side, String baseline) {
    return Ratios.of(figures(side), figures(baseline));
  }

  private void run(int round, Side side) throws Exception {
    var measured = side.run();
    figures.computeIfAbsent(side.name(), _ -> new ArrayList<>()).add(measured.figure());
    report.line(
        "| %d | %s | %.0f | %s |",
        round, side.name(), measured.figure(), String.join(" | ", measured.cells()));
  }
}
