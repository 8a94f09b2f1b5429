package dev.tributary.identity.domain.linkage.model;

import dev.tributary.identity.domain.linkage.comparison.Comparison;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of pairs before any is looked at, and what each level of agreement is worth.
 *
 * @param lambda share of all pairs that are of one customer
 * @param household share of all pairs that are of two members of a household
 */
public record Model(double lambda, double household, List<FieldWeights> fields) {

  public Model {
    fields = List.copyOf(fields);
    if (!(lambda > 0 && household >= 0 && lambda + household < 1)) {
      throw new InvalidValue("model", "without room for strangers");
    }
  }

  /** The odds of a pair of which nothing is known. */
  public double priorBits() {
    return Bits.ofProbability(lambda);
  }

  /**
   * The odds of a pair, in bits.
   *
   * @param levels one for each field, or {@link Comparison#MISSING}
   * @param frequencies one for each field: how common the value is which both agree on, NaN where
   *     that says nothing
   */
  public double bits(int[] levels, double[] frequencies) {
    double match = priorBits();
    double shared = 0;
    for (int field = 0; field < levels.length; field++) {
      if (levels[field] != Comparison.MISSING) {
        var level = fields.get(field).levels().get(levels[field]);
        double rare = rareBits(level, frequencies[field]);
        match += level.bits() + rare;
        shared += level.householdBits() + rare;
      }
    }
    return match + householdBits(shared);
  }

  /** The score with what each field adds to it; the parts sum up to the whole. */
  public Score score(int[] levels, double[] frequencies) {
    var evidence = new ArrayList<Evidence>();
    double match = priorBits();
    double shared = 0;
    for (int field = 0; field < levels.length; field++) {
      if (levels[field] != Comparison.MISSING) {
        var weights = fields.get(field);
        var level = weights.levels().get(levels[field]);
        double rare = rareBits(level, frequencies[field]);
        evidence.add(new Evidence(weights.comparison(), level.level(), level.bits(), rare));
        match += level.bits() + rare;
        shared += level.householdBits() + rare;
      }
    }
    double household = householdBits(shared);
    return new Score(match + household, priorBits(), household, evidence);
  }

  /** Agreement on a rare value is less likely by chance than agreement on any value. */
  private static double rareBits(LevelWeights level, double frequency) {
    return Double.isNaN(frequency) ? 0 : Bits.log2(level.u()) - Bits.log2(frequency);
  }

  /**
   * What is taken off because two who live together would agree as well: the odds are against
   * strangers and household together, not against strangers alone.
   */
  private double householdBits(double sharedBits) {
    double strangers = Bits.log2(1 - lambda - household);
    double together = Bits.log2(household) + sharedBits;
    return Bits.log2(1 - lambda) - Bits.add(strangers, together);
  }
}
