package dev.tributary.identity.domain.linkage.evaluation;

import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.run.Limits;
import dev.tributary.identity.domain.linkage.run.Linkage;
import dev.tributary.identity.domain.linkage.run.Method;
import dev.tributary.identity.domain.linkage.run.Progress;
import dev.tributary.identity.domain.linkage.run.Progress.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Runs a method over records whose customers are known, without telling it, and compares. A pair
 * that is linked and not known to be one customer counts as wrong, though it may be right: on real
 * data precision is at least what is measured.
 */
public final class Evaluator {

  /** At these thresholds it is measured. */
  public static final List<Double> THRESHOLDS = List.of(0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999);

  private Evaluator() {}

  /**
   * Evaluates one method.
   *
   * @param customerOf whose each record is, by the record's id
   */
  public static Evaluation evaluate(
      Method method,
      List<LinkageRecord> records,
      Map<UUID, UUID> customerOf,
      Set<String> without,
      Limits limits,
      long seed,
      Progress progress) {
    var linkage = Linkage.of(method, records, without, limits);
    Progress evaluating = (_, done) -> progress.at(Phase.EVALUATING, done);
    var learnt = linkage.learn(seed, evaluating);
    var customers =
        linkage.records().stream()
            .map(record -> customerOf.getOrDefault(record.id(), record.id()))
            .toList();
    long[] right = new long[THRESHOLDS.size()];
    long[] wrong = new long[THRESHOLDS.size()];
    long[] reachable = new long[1];
    linkage.score(
        learnt.model(),
        evaluating,
        (one, other, probability) -> {
          boolean same = customers.get(one).equals(customers.get(other));
          reachable[0] += same ? 1 : 0;
          for (int i = 0; i < right.length && probability >= THRESHOLDS.get(i); i++) {
            (same ? right : wrong)[i]++;
          }
        });
    long truePairs = truePairs(method, linkage.records(), customers);
    var rows = new ArrayList<Evaluation.Row>();
    for (int i = 0; i < right.length; i++) {
      rows.add(new Evaluation.Row(THRESHOLDS.get(i), right[i], wrong[i], truePairs - right[i]));
    }
    return new Evaluation(
        method.text(), learnt, truePairs, reachable[0], without.stream().sorted().toList(), rows);
  }

  /** Pairs of one customer's records that the method would compare if blocking found them. */
  private static long truePairs(Method method, List<LinkageRecord> records, List<UUID> customers) {
    var ofCustomer = new HashMap<UUID, List<LinkageRecord>>();
    for (int i = 0; i < records.size(); i++) {
      ofCustomer.computeIfAbsent(customers.get(i), _ -> new ArrayList<>()).add(records.get(i));
    }
    long pairs = 0;
    for (var own : ofCustomer.values()) {
      for (int i = 0; i < own.size(); i++) {
        for (int j = i + 1; j < own.size(); j++) {
          pairs += method.takes(own.get(i), own.get(j)) ? 1 : 0;
        }
      }
    }
    return pairs;
  }
}
