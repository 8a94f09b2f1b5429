package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.evaluation.Evaluation;
import dev.tributary.identity.domain.linkage.link.PromotionRule;
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
   *     or cut apart
   */
  public record MethodResult(Method method, Linkage.Learnt learnt, long found, long stored) {}

  /**
   * All together.
   *
   * @param leftOut profiles that were one too many
   * @param forgotten links of earlier runs that were not found again
   * @param promotion links that were made hard by the rule
   */
  public record Totals(int profiles, int leftOut, int forgotten, PromotionRule.Outcome promotion) {}
}
