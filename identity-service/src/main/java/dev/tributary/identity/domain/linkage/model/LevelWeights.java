package dev.tributary.identity.domain.linkage.model;

import dev.tributary.platform.domain.InvalidValue;

/**
 * How often a pair that says something of a field is of one level of agreement. Each above 0.
 *
 * @param m among pairs of one customer
 * @param u among pairs of strangers
 * @param household among pairs of different members of a household
 */
public record LevelWeights(String level, double m, double u, double household) {

  public LevelWeights {
    positive("m", m);
    positive("u", u);
    positive("household", household);
  }

  /** What this level says for one customer and against strangers: log2(m/u). */
  public double bits() {
    return Bits.log2(m) - Bits.log2(u);
  }

  /** What this level says for a household and against strangers. */
  double householdBits() {
    return Bits.log2(household) - Bits.log2(u);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new InvalidValue(name, "not above 0 and at most 1");
    }
  }
}
