package dev.tributary.identity.domain.linkage.model;

/** Odds and probabilities as powers of two, where no product can run out of range. */
public final class Bits {

  private static final double LN_2 = Math.log(2);

  private Bits() {}

  public static double log2(double value) {
    return Math.log(value) / LN_2;
  }

  /** The odds of a probability: log2(p/(1-p)). */
  public static double ofProbability(double probability) {
    return (Math.log(probability) - Math.log1p(-probability)) / LN_2;
  }

  /** The probability of which these are the odds: 2^M/(1+2^M), exact at both ends. */
  public static double toProbability(double bits) {
    return bits >= 0 ? 1 / (1 + Math.exp(-bits * LN_2)) : 1 - 1 / (1 + Math.exp(bits * LN_2));
  }

  /** log2(2^one + 2^other). */
  static double add(double one, double other) {
    double larger = Math.max(one, other);
    if (larger == Double.NEGATIVE_INFINITY) {
      return larger;
    }
    return larger + Math.log1p(Math.exp((Math.min(one, other) - larger) * LN_2)) / LN_2;
  }
}
