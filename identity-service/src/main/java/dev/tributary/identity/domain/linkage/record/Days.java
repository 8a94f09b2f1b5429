package dev.tributary.identity.domain.linkage.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some days, in order, each once; counted from 1970-01-01. At most the last {@value #MOST}. */
public final class Days {

  /** More are not kept: the earliest go. */
  public static final int MOST = 30;

  private final int[] sorted;

  private Days(int[] sorted) {
    this.sorted = sorted;
  }

  /** Of days in any order. */
  public static Days of(int... days) {
    int[] sorted = Arrays.stream(days).sorted().distinct().toArray();
    return new Days(Arrays.copyOfRange(sorted, Math.max(0, sorted.length - MOST), sorted.length));
  }

  /** Days of the one or the other. */
  public Days and(Days other) {
    int[] both = Arrays.copyOf(sorted, sorted.length + other.sorted.length);
    System.arraycopy(other.sorted, 0, both, sorted.length, other.sorted.length);
    return of(both);
  }

  /** How many days are in both. */
  public int inCommon(Days other) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < sorted.length && j < other.sorted.length) {
      int order = Integer.compare(sorted[i], other.sorted[j]);
      if (order == 0) {
        common++;
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return common;
  }

  public int count() {
    return sorted.length;
  }

  public int last() {
    return sorted[sorted.length - 1];
  }

  /** A copy, in order. */
  public int[] toArray() {
    return sorted.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Days that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
