package dev.tributary.router.domain.overview;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often which whole numbers occurred, in buckets that grow with the number: exact below {@value
 * #STEPS}, above that {@value #STEPS} buckets for each power of two, so that a number is known to a
 * 32nd of itself (the log-linear layout of HdrHistogram). Two are added bucket by bucket, so any
 * number of replicas and minutes gives the same percentiles as one that saw everything.
 *
 * @param buckets by index, how many; none below 1
 */
public record Histogram(SortedMap<Integer, Long> buckets) {

  /** Greater numbers count as this one; as milliseconds some 24 days. */
  public static final long GREATEST = (1L << 31) - 1;

  public static final Histogram EMPTY = new Histogram(Collections.emptySortedMap());

  static final int STEPS = 16;
  static final int SIZE = index(GREATEST) + 1;

  private static final int STEP_BITS = 4;

  public Histogram {
    buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
  }

  /** The bucket of a number; negative ones count as 0. */
  static int index(long number) {
    long value = Math.clamp(number, 0, GREATEST);
    if (value < STEPS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
    return (shift << STEP_BITS) + (int) (value >>> shift);
  }

  /** The number in the middle of a bucket. */
  static long middle(int index) {
    if (index < STEPS) {
      return index;
    }
    int shift = (index >>> STEP_BITS) - 1;
    long lowest = (long) (STEPS + (index & (STEPS - 1))) << shift;
    return lowest + ((1L << shift) - 1) / 2;
  }

  /** What both hold. */
  public Histogram plus(Histogram other) {
    if (other.buckets.isEmpty()) {
      return this;
    }
    var sum = new TreeMap<>(buckets);
    other.buckets.forEach((index, count) -> sum.merge(index, count, Long::sum));
    return new Histogram(sum);
  }

  public long count() {
    return buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The number that so many of a hundred do not exceed, by a 32nd of itself at most; empty where
   * there is none.
   *
   * @param percent above 0, up to 100
   */
  public OptionalLong percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(count() * percent / 100));
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) {
        return OptionalLong.of(middle(bucket.getKey()));
      }
    }
    return OptionalLong.empty();
  }
}
