package dev.tributary.identity.domain.linkage.run;

import dev.tributary.platform.domain.InvalidValue;

/**
 * What bounds the memory and the time of a run.
 *
 * @param randomPairs pairs drawn to learn what strangers agree on
 * @param largestBlock records of a block; larger ones are skipped
 * @param mostPairs pairs compared
 * @param mostLinks links that one profile may have, the best
 * @param privateIpProfiles records that may use a private address on one day
 */
public record Limits(
    int randomPairs, int largestBlock, long mostPairs, int mostLinks, int privateIpProfiles) {

  public static final Limits DEFAULT = new Limits(1_000_000, 200, 20_000_000, 100, 8);

  public Limits {
    between("random pairs", randomPairs, 100, 100_000_000);
    between("largest block", largestBlock, 2, 10_000);
    between("most pairs", mostPairs, 1, 1_000_000_000);
    between("most links", mostLinks, 1, 100);
    between("profiles of a private IP", privateIpProfiles, 2, 1_000);
  }

  private static void between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidValue(name, "not between " + least + " and " + most);
    }
  }
}
