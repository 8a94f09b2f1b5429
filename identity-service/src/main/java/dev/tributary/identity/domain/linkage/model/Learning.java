package dev.tributary.identity.domain.linkage.model;

import dev.tributary.identity.domain.linkage.comparison.Comparison;
import dev.tributary.identity.domain.linkage.comparison.Comparison.Scope;
import dev.tributary.identity.domain.linkage.model.PatternCounts.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns the weights from pairs of which nobody has said what they are, by expectation maximisation
 * over three kinds of pairs: of one customer, of a household, of strangers (W. E. Winkler 1988 for
 * the method; M. D. Larsen and D. B. Rubin 2001 for households as a class of their own, without
 * which everybody who lives together seems to be one).
 *
 * <p>What strangers agree on is counted in random pairs and freed of the few that are no strangers;
 * all other parameters are learnt from the candidates. Pairs that are no candidates count as
 * strangers, so that {@code lambda} is the share among all pairs. Deterministic.
 */
public final class Learning {

  private static final int MOST_STEPS = 500;
  private static final int ROUNDS = 3;
  private static final double SMALLEST_CHANGE = 1e-5;
  private static final double SMALLEST_SHARE = 1e-12;
  private static final double LARGEST_SHARE = 0.4;

  /** Pairs that the first guess weighs as much as; lets a level that was never seen be possible. */
  private static final double GUESS_PAIRS = 10;

  /** Pairs of each level added to what was counted among random pairs. */
  private static final double UNSEEN_PAIRS = 0.5;

  private final List<Comparison> fields;
  private final List<Pattern> candidates;
  private final List<Pattern> random;
  private final double allPairs;
  private final double[][] guess;
  private final double[][] m;
  private final double[][] u;
  private final double[][] h;
  private double lambda;
  private double household;
  private int steps;

  private Learning(
      List<Comparison> fields, PatternCounts candidates, PatternCounts random, double allPairs) {
    this.fields = fields;
    this.candidates = candidates.patterns();
    this.random = random.patterns();
    this.allPairs = Math.max(allPairs, 1);
    this.guess = table(fields);
    this.m = table(fields);
    this.u = table(fields);
    this.h = table(fields);
  }

  /**
   * Learns a model.
   *
   * @param candidates patterns of the pairs that blocking found
   * @param random patterns of pairs drawn without regard to anything
   * @param allPairs how many pairs of records there are
   * @param expectedPairs how many are thought to be of one customer, as a start
   */
  public static Learnt learn(
      List<Comparison> fields,
      PatternCounts candidates,
      PatternCounts random,
      double allPairs,
      double expectedPairs) {
    var learning = new Learning(fields, candidates, random, allPairs);
    learning.start(expectedPairs);
    boolean converged = false;
    for (int round = 0; round < ROUNDS; round++) {
      learning.countStrangers(round > 0);
      converged = learning.maximise();
    }
    return new Learnt(learning.model(), learning.steps, converged);
  }

  private void start(double expectedPairs) {
    lambda = bounded(expectedPairs / allPairs);
    household = bounded(2 * expectedPairs / allPairs);
    for (int field = 0; field < fields.size(); field++) {
      int levels = guess[field].length;
      for (int level = 0; level < levels; level++) {
        guess[field][level] = guess(level, levels);
      }
      m[field] = guess[field].clone();
      h[field] = guess[field].clone();
    }
  }

  /** Most pairs of one customer agree, a few nearly, one in twenty not at all. */
  private static double guess(int level, int levels) {
    if (level == levels - 1) {
      return 0.05;
    }
    return levels == 2 ? 0.95 : level == 0 ? 0.8 : 0.15 / (levels - 2);
  }

  private void countStrangers(boolean knowing) {
    double[][] counts = table(fields);
    for (var pattern : random) {
      double share = knowing ? shares(pattern)[2] : 1;
      count(pattern, share, counts);
    }
    for (int field = 0; field < u.length; field++) {
      u[field] = normal(counts[field], UNSEEN_PAIRS, null);
      if (fields.get(field).scope() == Scope.PERSONAL) {
        h[field] = u[field];
      }
    }
  }

  private boolean maximise() {
    for (int step = 0; step < MOST_STEPS; step++) {
      steps++;
      if (step() < SMALLEST_CHANGE) {
        return true;
      }
    }
    return false;
  }

  /** One expectation and one maximisation; tells by how much the parameters changed. */
  private double step() {
    double[][] ofMatches = table(fields);
    double[][] ofHouseholds = table(fields);
    double matches = 0;
    double households = 0;
    for (var pattern : candidates) {
      double[] shares = shares(pattern);
      matches += pattern.count() * shares[0];
      households += pattern.count() * shares[1];
      count(pattern, shares[0], ofMatches);
      count(pattern, shares[1], ofHouseholds);
    }
    double change = 0;
    for (int field = 0; field < m.length; field++) {
      double[] learntM = normal(ofMatches[field], GUESS_PAIRS, guess[field]);
      change = Math.max(change, difference(m[field], learntM));
      m[field] = learntM;
      if (fields.get(field).scope() == Scope.SHARED) {
        double[] learntH = normal(ofHouseholds[field], GUESS_PAIRS, guess[field]);
        change = Math.max(change, difference(h[field], learntH));
        h[field] = learntH;
      }
    }
    double newLambda = bounded(matches / allPairs);
    double newHousehold = bounded(households / allPairs);
    change = Math.max(change, Math.abs(Math.log(newLambda / lambda)));
    change = Math.max(change, Math.abs(Math.log(newHousehold / household)));
    lambda = newLambda;
    household = newHousehold;
    return change;
  }

  /** How likely a pair of this pattern is of one customer, of a household, of strangers. */
  private double[] shares(Pattern pattern) {
    double match = Math.log(lambda);
    double together = Math.log(household);
    double strangers = Math.log1p(-lambda - household);
    for (int field = 0; field < m.length; field++) {
      int level = pattern.levels().get(field);
      if (level != Comparison.MISSING) {
        match += Math.log(m[field][level]);
        together += Math.log(h[field][level]);
        strangers += Math.log(u[field][level]);
      }
    }
    double largest = Math.max(match, Math.max(together, strangers));
    double ofMatch = Math.exp(match - largest);
    double ofTogether = Math.exp(together - largest);
    double ofStrangers = Math.exp(strangers - largest);
    double all = ofMatch + ofTogether + ofStrangers;
    return new double[] {ofMatch / all, ofTogether / all, ofStrangers / all};
  }

  private static void count(Pattern pattern, double share, double[][] counts) {
    for (int field = 0; field < counts.length; field++) {
      int level = pattern.levels().get(field);
      if (level != Comparison.MISSING) {
        counts[field][level] += share * pattern.count();
      }
    }
  }

  /** Counts as shares, with some pairs added: as the guess has them, or as many to each level. */
  private static double[] normal(double[] counts, double added, double @Nullable [] guess) {
    double[] shares = new double[counts.length];
    double all = 0;
    for (int level = 0; level < counts.length; level++) {
      shares[level] = counts[level] + (guess == null ? added : added * guess[level]);
      all += shares[level];
    }
    for (int level = 0; level < counts.length; level++) {
      shares[level] /= all;
    }
    return shares;
  }

  private Model model() {
    var weights = new ArrayList<FieldWeights>();
    for (int field = 0; field < m.length; field++) {
      var levels = new ArrayList<LevelWeights>();
      for (int level = 0; level < m[field].length; level++) {
        levels.add(
            new LevelWeights(
                fields.get(field).levels().get(level),
                m[field][level],
                u[field][level],
                h[field][level]));
      }
      weights.add(new FieldWeights(fields.get(field).name(), levels));
    }
    return new Model(lambda, household, weights);
  }

  private static double difference(double[] before, double[] after) {
    double largest = 0;
    for (int level = 0; level < before.length; level++) {
      largest = Math.max(largest, Math.abs(before[level] - after[level]));
    }
    return largest;
  }

  private static double bounded(double share) {
    return Math.min(LARGEST_SHARE, Math.max(SMALLEST_SHARE, share));
  }

  private static double[][] table(List<Comparison> fields) {
    double[][] table = new double[fields.size()][];
    for (int field = 0; field < table.length; field++) {
      table[field] = new double[fields.get(field).levels().size()];
    }
    return table;
  }

  /**
   * What was learnt.
   *
   * @param converged whether the last steps changed next to nothing
   */
  public record Learnt(Model model, int steps, boolean converged) {}
}
