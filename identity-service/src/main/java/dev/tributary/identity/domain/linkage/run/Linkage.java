package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.blocking.CandidatePairs;
import dev.tributary.identity.domain.linkage.comparison.Comparison;
import dev.tributary.identity.domain.linkage.comparison.Comparison.Prepared;
import dev.tributary.identity.domain.linkage.model.Bits;
import dev.tributary.identity.domain.linkage.model.Learning;
import dev.tributary.identity.domain.linkage.model.Model;
import dev.tributary.identity.domain.linkage.model.PatternCounts;
import dev.tributary.identity.domain.linkage.model.Score;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.linkage.run.Progress.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One method over some records: learns what agreement is worth among them, and scores the pairs
 * that blocking finds. The same records in the same order with the same seed give the same result.
 */
public final class Linkage {

  private static final int STRIDE = 50_000;

  private final Method method;
  private final List<LinkageRecord> records;
  private final List<Comparison> comparisons;
  private final List<Prepared> prepared;
  private final CandidatePairs candidates;
  private final Limits limits;

  private Linkage(
      Method method, List<LinkageRecord> records, List<Comparison> comparisons, Limits limits) {
    this.method = method;
    this.records = records;
    this.limits = limits;
    this.comparisons = new ArrayList<>();
    this.prepared = new ArrayList<>();
    for (var comparison : comparisons) {
      var ready = comparison.over(records);
      if (ready.records() > 1) { // What nobody says anything of teaches nothing.
        this.comparisons.add(comparison);
        this.prepared.add(ready);
      }
    }
    this.candidates =
        CandidatePairs.of(
            method.blocking(limits.privateIpProfiles()),
            records,
            limits.largestBlock(),
            limits.mostPairs());
  }

  /**
   * Prepares a method.
   *
   * @param records of which those that the method is not for are left out
   * @param without names of comparisons to leave out
   */
  public static Linkage of(
      Method method, List<LinkageRecord> records, Set<String> without, Limits limits) {
    var comparisons =
        method.comparisons(limits.privateIpProfiles()).stream()
            .filter(comparison -> !without.contains(comparison.name()))
            .toList();
    return new Linkage(
        method, records.stream().filter(method::takes).toList(), comparisons, limits);
  }

  /** Learns from random pairs and from the candidates. */
  public Learnt learn(long seed, Progress progress) {
    var random = randomPairs(seed, progress);
    var compared = new PatternCounts(levelCounts());
    int[] levels = new int[comparisons.size()];
    forEachPair(
        Phase.COMPARING,
        progress,
        (one, other) -> {
          compare(one, other, levels);
          compared.add(levels);
        });
    progress.at(Phase.LEARNING, 0);
    var learnt =
        Learning.learn(
            comparisons, compared, random, allPairs(), Math.max(1, records.size() / 2.0));
    var counts =
        new Counts(
            records.size(),
            compared.pairs(),
            random.pairs(),
            candidates.largestBlock(),
            candidates.counts());
    return new Learnt(learnt.model(), learnt.steps(), learnt.converged(), counts);
  }

  /** Scores every candidate. */
  public void score(Model model, Progress progress, ScoreVisitor visitor) {
    int[] levels = new int[comparisons.size()];
    double[] frequencies = new double[comparisons.size()];
    forEachPair(
        Phase.SCORING,
        progress,
        (one, other) -> {
          compare(one, other, levels);
          look(one, other, levels, frequencies);
          visitor.scored(one, other, Bits.toProbability(model.bits(levels, frequencies)));
        });
  }

  /** The score of one pair, with its evidence. */
  public Score explain(Model model, int one, int other) {
    int[] levels = new int[comparisons.size()];
    double[] frequencies = new double[comparisons.size()];
    compare(one, other, levels);
    look(one, other, levels, frequencies);
    return model.score(levels, frequencies);
  }

  /** The records that the method is for; pairs name them by their place. */
  public List<LinkageRecord> records() {
    return records;
  }

  private PatternCounts randomPairs(long seed, Progress progress) {
    var counts = new PatternCounts(levelCounts());
    int[] levels = new int[comparisons.size()];
    int size = records.size();
    if (allPairs() <= limits.randomPairs()) {
      for (int one = 0; one < size; one++) {
        progress.at(Phase.SAMPLING, counts.pairs());
        for (int other = one + 1; other < size; other++) {
          compare(one, other, levels);
          counts.add(levels);
        }
      }
      return counts;
    }
    var random = new SplittableRandom(seed);
    while (counts.pairs() < limits.randomPairs()) {
      if (counts.pairs() % STRIDE == 0) {
        progress.at(Phase.SAMPLING, counts.pairs());
      }
      int one = random.nextInt(size);
      int other = random.nextInt(size - 1);
      compare(one, other < one ? other : other + 1, levels);
      counts.add(levels);
    }
    return counts;
  }

  private void forEachPair(Phase phase, Progress progress, CandidatePairs.PairVisitor visitor) {
    long[] done = new long[1];
    candidates.forEach((one, other) -> {
      if (method.takes(records.get(one), records.get(other))) {
        if (done[0]++ % STRIDE == 0) {
          progress.at(phase, done[0]);
        }
        visitor.pair(one, other);
      }
    });
  }

  private void compare(int one, int other, int[] levels) {
    for (int field = 0; field < levels.length; field++) {
      levels[field] = prepared.get(field).level(one, other);
    }
  }

  private void look(int one, int other, int[] levels, double[] frequencies) {
    for (int field = 0; field < levels.length; field++) {
      frequencies[field] =
          levels[field] == Comparison.MISSING
              ? Double.NaN
              : prepared.get(field).frequency(one, other, levels[field]);
    }
  }

  private int[] levelCounts() {
    return comparisons.stream().mapToInt(comparison -> comparison.levels().size()).toArray();
  }

  private double allPairs() {
    return records.size() * (records.size() - 1.0) / 2;
  }

  /** Sees a scored pair, by the records' places in {@link #records()}. */
  public interface ScoreVisitor {
    void scored(int one, int other, double probability);
  }

  /** What was learnt, from how much. */
  public record Learnt(Model model, int steps, boolean converged, Counts counts) {}

  /**
   * What was looked at.
   *
   * @param pairs candidates, each counted once
   * @param largestBlock records of the largest block that was not skipped, as far as limits allow
   */
  public record Counts(
      int records,
      long pairs,
      long randomPairs,
      int largestBlock,
      List<CandidatePairs.RuleCounts> rules) {

    public Counts {
      rules = List.copyOf(rules);
    }
  }
}
