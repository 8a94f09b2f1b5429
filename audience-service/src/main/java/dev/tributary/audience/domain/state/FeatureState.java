package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums by time: the value of a feature for one profile. Immutable, and a commutative
 * monoid under {@link #combined} with {@link #EMPTY}: however elements arrive and in whatever
 * groups they are combined, the result is the same.
 *
 * <p>A bucket is one millisecond, so windows are exact, up to {@value #MAX_BUCKETS} different
 * times. Beyond that the buckets of this state double in width until they fit; an element then
 * stands under the end of its bucket, and leaves a window late by less than a width. The width
 * depends only on the elements, not on their order, which keeps the monoid.
 */
public final class FeatureState {

  public static final int MAX_BUCKETS = 2_048;

  public static final FeatureState EMPTY =
      new FeatureState(0, new long[0], new long[0], new BigDecimal[0]);

  private static final int MAX_LEVEL = 50;

  /** A bucket is two to the power of this many milliseconds wide. */
  private final int level;

  /** Ascending, each once. */
  private final long[] times;

  private final long[] counts;
  private final BigDecimal[] sums;

  private FeatureState(int level, long[] times, long[] counts, BigDecimal[] sums) {
    this.level = level;
    this.times = times;
    this.counts = counts;
    this.sums = sums;
  }

  /** One element. */
  public static FeatureState of(long time, BigDecimal amount) {
    return new FeatureState(
        0, new long[] {time}, new long[] {1}, new BigDecimal[] {Amount.plain(amount)});
  }

  public boolean isEmpty() {
    return times.length == 0;
  }

  /** How many different times it keeps apart. */
  public int buckets() {
    return times.length;
  }

  /** How many elements. */
  public long count() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** The sum of all amounts, exact. */
  public BigDecimal sum() {
    var total = BigDecimal.ZERO;
    for (var sum : sums) {
      total = total.add(sum);
    }
    return Amount.plain(total);
  }

  /** The time of the first element; only where there is one. */
  public long earliest() {
    return times[0];
  }

  /** The elements of both. */
  public FeatureState combined(FeatureState other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    int common = Math.max(level, other.level);
    var union = merged(atLevel(common), other.atLevel(common));
    while (union.times.length > MAX_BUCKETS && union.level < MAX_LEVEL) {
      union = union.atLevel(union.level + 1);
    }
    return union;
  }

  /** The elements after a moment. */
  public FeatureState after(long moment) {
    int first = 0;
    while (first < times.length && times[first] <= moment) {
      first++;
    }
    if (first == 0) {
      return this;
    }
    int end = times.length;
    return first == end
        ? EMPTY
        : new FeatureState(
            level,
            Arrays.copyOfRange(times, first, end),
            Arrays.copyOfRange(counts, first, end),
            Arrays.copyOfRange(sums, first, end));
  }

  private static FeatureState merged(FeatureState left, FeatureState right) {
    int most = left.times.length + right.times.length;
    var times = new long[most];
    var counts = new long[most];
    var sums = new BigDecimal[most];
    int size = 0;
    int l = 0;
    int r = 0;
    while (l < left.times.length || r < right.times.length) {
      boolean takeLeft =
          r == right.times.length || (l < left.times.length && left.times[l] <= right.times[r]);
      var from = takeLeft ? left : right;
      int at = takeLeft ? l++ : r++;
      if (size > 0 && times[size - 1] == from.times[at]) {
        counts[size - 1] += from.counts[at];
        sums[size - 1] = Amount.plain(sums[size - 1].add(from.sums[at]));
      } else {
        times[size] = from.times[at];
        counts[size] = from.counts[at];
        sums[size++] = from.sums[at];
      }
    }
    return new FeatureState(
        left.level,
        Arrays.copyOf(times, size),
        Arrays.copyOf(counts, size),
        Arrays.copyOf(sums, size));
  }

  private FeatureState atLevel(int wanted) {
    if (wanted == level) {
      return this;
    }
    var ends = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      ends[i] = -((-times[i] >> wanted) << wanted);
    }
    var widened = new FeatureState(wanted, ends, counts, sums);
    return merged(widened, new FeatureState(wanted, new long[0], new long[0], new BigDecimal[0]));
  }

  /** Appends its binary form. */
  void write(ByteWriter out) {
    out.writeUnsigned(level);
    out.writeUnsigned(times.length);
    boolean summing = Arrays.stream(sums).anyMatch(sum -> sum.signum() != 0);
    out.writeByte(summing ? 1 : 0);
    long previous = 0;
    for (int i = 0; i < times.length; i++) {
      out.writeSigned(times[i] - previous);
      previous = times[i];
      out.writeUnsigned(counts[i]);
      if (summing) {
        out.writeDecimal(sums[i]);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static FeatureState read(ByteReader in) {
    long level = in.readUnsigned();
    int size = in.readSize();
    if (level < 0 || level > MAX_LEVEL) {
      throw new InvalidValue("stored feature", "of an unknown bucket width");
    }
    boolean summing = in.readByte() == 1;
    var times = new long[size];
    var counts = new long[size];
    var sums = new BigDecimal[size];
    long previous = 0;
    for (int i = 0; i < size; i++) {
      previous += in.readSigned();
      times[i] = previous;
      counts[i] = in.readUnsigned();
      sums[i] = summing ? in.readDecimal() : BigDecimal.ZERO;
    }
    return new FeatureState((int) level, times, counts, sums);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureState that
        && level == that.level
        && Arrays.equals(times, that.times)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return count() + " in " + times.length + " buckets, sum " + sum();
  }
}
