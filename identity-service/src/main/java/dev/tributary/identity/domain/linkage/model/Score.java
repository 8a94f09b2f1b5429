package dev.tributary.identity.domain.linkage.model;

import java.util.List;

/**
 * How likely a pair is one customer.
 *
 * @param bits prior, household and the bits of all evidence together
 * @param household what is taken off because members of a household would agree as well; at most 0,
 *     or next to it
 */
public record Score(double bits, double prior, double household, List<Evidence> evidence) {

  public Score {
    evidence = List.copyOf(evidence);
  }

  public double probability() {
    return Bits.toProbability(bits);
  }
}
