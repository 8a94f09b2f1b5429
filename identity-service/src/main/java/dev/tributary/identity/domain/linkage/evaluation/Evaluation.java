package dev.tributary.identity.domain.linkage.evaluation;

import dev.tributary.identity.domain.linkage.run.Linkage.Learnt;
import java.util.List;

/**
 * What a method was worth on records whose truth is known and was not used.
 *
 * @param truePairs pairs of the records that are of one customer
 * @param reachable those of them that blocking made candidates
 * @param without comparisons that were left out because they tell the truth itself
 */
public record Evaluation(
    String method,
    Learnt learnt,
    long truePairs,
    long reachable,
    List<String> without,
    List<Row> rows) {

  public Evaluation {
    without = List.copyOf(without);
    rows = List.copyOf(rows);
  }

  /** Of the pairs that score as much as the threshold or more. */
  public record Row(double threshold, long right, long wrong, long missed) {

    /** Share of the links that are right; 1 where there is none. */
    public double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    /** Share of the true pairs that are linked; 1 where there is none. */
    public double recall() {
      return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** The harmonic mean of both. */
    public double f1() {
      double sum = precision() + recall();
      return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }
  }

  /** The row of a threshold that was measured. */
  public Row at(double threshold) {
    return rows.stream()
        .filter(row -> row.threshold() == threshold)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not measured: " + threshold));
  }
}
