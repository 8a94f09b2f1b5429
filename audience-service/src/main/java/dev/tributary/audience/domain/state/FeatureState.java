package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Elements by time: the value of a feature for one profile. Immutable, and a commutative monoid
 * under {@link #combined} with {@link #EMPTY}: however elements arrive and in whatever groups they
 * are combined, the result is the same.
 *
 * <p>A bucket is one millisecond, so windows are exact, up to {@value #MAX_BUCKETS} different times
 * and {@value #MAX_ENTRIES} values. Beyond that the buckets of this state double in width until
 * they fit; an element then stands under the end of its bucket, and leaves a window late by less
 * than a width. The width depends only on the elements, not on their order, which keeps the monoid.
 *
 * <p>Of more than {@value #MAX_VALUES} different values those with the smallest hashes are kept,
 * which are the same in whatever order they came.
 */
public final class FeatureState {

  public static final int MAX_BUCKETS = 2_048;
  public static final int MAX_VALUES = 5_000;
  public static final int MAX_ENTRIES = 20_000;

  public static final FeatureState EMPTY = new FeatureState(0, new long[0], new Payload[0]);

  private static final int MAX_LEVEL = 50;
  private static final Comparator<Json> BY_HASH =
      Comparator.comparingInt(Scalar::hash).thenComparing(Scalar.ORDER);

  /** A bucket is two to the power of this many milliseconds wide. */
  private final int level;

  /** Ascending, each once. */
  private final long[] times;

  private final Payload[] payloads;

  private FeatureState(int level, long[] times, Payload[] payloads) {
    this.level = level;
    this.times = times;
    this.payloads = payloads;
  }

  /** What one event brings. */
  public static FeatureState of(long time, Payload payload) {
    return new FeatureState(0, new long[] {time}, new Payload[] {payload});
  }

  public boolean isEmpty() {
    return times.length == 0;
  }

  /** How many different times it keeps apart. */
  public int buckets() {
    return times.length;
  }

  /** How many times and values it keeps: what it takes in memory. */
  public int size() {
    return times.length + weight();
  }

  /** How many elements, of a state that counts or sums. */
  public long count() {
    long total = 0;
    for (var payload : payloads) {
      total += payload.elements();
    }
    return total;
  }

  /** The sum of all amounts, exact; zero of a state that does not sum. */
  public BigDecimal sum() {
    var total = BigDecimal.ZERO;
    for (var payload : payloads) {
      if (payload instanceof Payload.Summed(_, var sum)) {
        total = total.add(sum);
      }
    }
    return Amount.plain(total);
  }

  /** What all elements come down to; nothing where there is none. */
  public Optional<Payload> total() {
    return Payload.total(payloads);
  }

  /** The different times of all elements, ascending. */
  public long[] times() {
    return times.clone();
  }

  /** The time of the first element; only where there is one. */
  public long earliest() {
    return times[0];
  }

  /** The time of the last element; only where there is one. */
  public long latest() {
    return times[times.length - 1];
  }

  /** The last elements between which no two neighbours are as far apart. */
  public FeatureState sinceGapOf(long gap) {
    int first = times.length - 1;
    while (first > 0 && times[first] - times[first - 1] < gap) {
      first--;
    }
    return between(first, times.length);
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
    var union = merged(atLevel(common), other.atLevel(common)).bounded();
    while (union.isTooLarge() && union.level < MAX_LEVEL) {
      union = union.atLevel(union.level + 1);
    }
    return union;
  }

  /** The elements after a moment. */
  public FeatureState after(long moment) {
    return between(firstAfter(moment), times.length);
  }

  /** The elements up to a moment. */
  public FeatureState upTo(long moment) {
    return between(0, firstAfter(moment));
  }

  /** The time of the first element after a moment; {@link Long#MAX_VALUE} where there is none. */
  public long nextAfter(long moment) {
    int first = firstAfter(moment);
    return first == times.length ? Long.MAX_VALUE : times[first];
  }

  private int firstAfter(long moment) {
    int first = Arrays.binarySearch(times, moment);
    return first < 0 ? -first - 1 : first + 1;
  }

  private FeatureState between(int first, int end) {
    if (first == 0 && end == times.length) {
      return this;
    }
    return first >= end
        ? EMPTY
        : new FeatureState(
            level, Arrays.copyOfRange(times, first, end), Arrays.copyOfRange(payloads, first, end));
  }

  private boolean isTooLarge() {
    return times.length > MAX_BUCKETS || weight() > MAX_ENTRIES;
  }

  private int weight() {
    int weight = 0;
    for (var payload : payloads) {
      weight += payload.weight();
    }
    return weight;
  }

  /** With as many different values as may be. */
  private FeatureState bounded() {
    if (!(payloads[0] instanceof Payload.Values) || weight() <= MAX_VALUES) {
      return this;
    }
    var values = new TreeSet<Json>(Scalar.ORDER);
    for (var payload : payloads) {
      values.addAll(((Payload.Values) payload).counts().keySet());
    }
    if (values.size() <= MAX_VALUES) {
      return this;
    }
    var kept =
        values.stream()
            .sorted(BY_HASH)
            .limit(MAX_VALUES)
            .collect(Collectors.toCollection(() -> new TreeSet<>(Scalar.ORDER)));
    return only(kept);
  }

  private FeatureState only(Set<Json> kept) {
    var left = new long[times.length];
    var some = new Payload[times.length];
    int size = 0;
    for (int i = 0; i < times.length; i++) {
      var counts = new TreeMap<>(((Payload.Values) payloads[i]).counts());
      counts.keySet().retainAll(kept);
      if (!counts.isEmpty()) {
        left[size] = times[i];
        some[size++] = new Payload.Values(counts);
      }
    }
    return new FeatureState(level, Arrays.copyOf(left, size), Arrays.copyOf(some, size));
  }

  private static FeatureState merged(FeatureState left, FeatureState right) {
    int most = left.times.length + right.times.length;
    var times = new long[most];
    var payloads = new Payload[most];
    int size = 0;
    int l = 0;
    int r = 0;
    while (l < left.times.length || r < right.times.length) {
      boolean takeLeft =
          r == right.times.length || (l < left.times.length && left.times[l] <= right.times[r]);
      var from = takeLeft ? left : right;
      int at = takeLeft ? l++ : r++;
      if (size > 0 && times[size - 1] == from.times[at]) {
        payloads[size - 1] = payloads[size - 1].plus(from.payloads[at]);
      } else {
        times[size] = from.times[at];
        payloads[size++] = from.payloads[at];
      }
    }
    return new FeatureState(left.level, Arrays.copyOf(times, size), Arrays.copyOf(payloads, size));
  }

  private FeatureState atLevel(int wanted) {
    if (wanted == level) {
      return this;
    }
    var ends = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      ends[i] = -((-times[i] >> wanted) << wanted);
    }
    var widened = new FeatureState(wanted, ends, payloads);
    return merged(widened, new FeatureState(wanted, new long[0], new Payload[0]));
  }

  /** How many bytes it takes where it is stored. */
  public int bytes() {
    var out = new ByteWriter();
    write(out);
    return out.toByteArray().length;
  }

  /** Appends its binary form. */
  public void write(ByteWriter out) {
    out.writeUnsigned(level);
    out.writeUnsigned(times.length);
    int kind = Payload.kindOf(payloads);
    out.writeByte(kind);
    long previous = 0;
    for (int i = 0; i < times.length; i++) {
      out.writeSigned(times[i] - previous);
      previous = times[i];
      payloads[i].write(kind, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static FeatureState read(ByteReader in) {
    long level = in.readUnsigned();
    int size = in.readSize();
    if (level < 0 || level > MAX_LEVEL) {
      throw new InvalidValue("stored feature", "of an unknown bucket width");
    }
    int kind = in.readByte();
    var times = new long[size];
    var payloads = new Payload[size];
    long previous = 0;
    for (int i = 0; i < size; i++) {
      previous += in.readSigned();
      times[i] = previous;
      payloads[i] = Payload.read(kind, in);
    }
    return new FeatureState((int) level, times, payloads);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureState that
        && level == that.level
        && Arrays.equals(times, that.times)
        && Arrays.equals(payloads, that.payloads);
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
