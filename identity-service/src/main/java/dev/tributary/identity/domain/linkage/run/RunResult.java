package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.evaluation.Evaluation;
import java.util.List;

/** What a run did. */
public record RunResult(List<MethodResult> methods, List<Evaluation> evaluations, Totals totals) {

  public RunResult {
    methods = List.copyOf(methods);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * One method.
   *
   * @param found pairs above the floor
   * @param stored those of them that were among the best of both profiles, and nobody had rejected
   */
  public record MethodResult(Method method, Linkage.Learnt learnt, long found, long stored) {}

  /**
   * All together.
   *
   * @param leftOut profiles that were one too many
   * @param forgotten links of earlier runs that were not found again
   */
  public record Totals(int profiles, int leftOut, int forgotten) {}
}
