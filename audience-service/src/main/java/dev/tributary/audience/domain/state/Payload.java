package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the elements of one bucket come down to. Each kind is a commutative semigroup under {@link
 * #plus}; a state is made of one kind.
 */
public sealed interface Payload {

  int COUNTED = 0;
  int SUMMED = 1;
  int LEAST = 2;
  int GREATEST = 3;
  int FIRST = 4;
  int LAST = 5;
  int VALUES = 6;

  /** Both together. */
  Payload plus(Payload other);

  /** How many values it keeps. */
  default int weight() {
    return 1;
  }

  /** How many elements; 0 of a kind that does not count them. */
  default long elements() {
    return 0;
  }

  /** The number of its kind on disk: never given another meaning. */
  int kind();

  /** Appends its content as of that kind. */
  void write(int kind, ByteWriter out);

  /** So many elements. */
  record Counted(long count) implements Payload {

    public static final Counted ONE = new Counted(1);

    static Counted of(long count) {
      return count == 1 ? ONE : new Counted(count); // Most buckets hold one event.
    }

    @Override
    public long elements() {
      return count;
    }

    @Override
    public int kind() {
      return COUNTED;
    }

    @Override
    public void write(int kind, ByteWriter out) {
      out.writeUnsigned(count);
      if (kind == SUMMED) {
        out.writeDecimal(BigDecimal.ZERO);
      }
    }

    @Override
    public Payload plus(Payload other) {
      return switch (other) {
        case Counted(var more) -> new Counted(count + more);
        default -> other.plus(this);
      };
    }
  }

  /** So many numbers with that sum. */
  record Summed(long count, BigDecimal sum) implements Payload {

    public Summed {
      sum = Amount.plain(sum);
    }

    @Override
    public long elements() {
      return count;
    }

    @Override
    public int kind() {
      return SUMMED;
    }

    @Override
    public void write(int kind, ByteWriter out) {
      out.writeUnsigned(count);
      out.writeDecimal(sum);
    }

    @Override
    public Payload plus(Payload other) {
      return switch (other) {
        case Summed(var more, var sumOfMore) -> new Summed(count + more, sum.add(sumOfMore));
        // As sums of nothing but zeros are stored.
        case Counted(var zeros) -> new Summed(count + zeros, sum);
        default -> throw mixed();
      };
    }
  }

  /** The least number, or the greatest. */
  record Extreme(BigDecimal number, boolean greatest) implements Payload {

    @Override
    public int kind() {
      return greatest ? GREATEST : LEAST;
    }

    @Override
    public void write(int kind, ByteWriter out) {
      out.writeDecimal(number);
    }

    @Override
    public Payload plus(Payload other) {
      if (other instanceof Extreme(var another, var asWell) && asWell == greatest) {
        int difference = number.compareTo(another);
        return (greatest ? difference >= 0 : difference <= 0) ? this : other;
      }
      throw mixed();
    }
  }

  /**
   * The first value, or the last. Of values of one millisecond the first is the least, and the last
   * the greatest, in {@link Scalar#ORDER}.
   */
  record Edge(long time, Json value, boolean last) implements Payload {

    @Override
    public int kind() {
      return last ? LAST : FIRST;
    }

    @Override
    public void write(int kind, ByteWriter out) {
      out.writeSigned(time);
      out.writeJson(value);
    }

    @Override
    public Payload plus(Payload other) {
      if (other instanceof Edge that && that.last == last) {
        int difference =
            time == that.time
                ? Scalar.ORDER.compare(value, that.value)
                : Long.compare(time, that.time);
        return (last ? difference >= 0 : difference <= 0) ? this : that;
      }
      throw mixed();
    }
  }

  /** Different values, each with how often it was there. */
  record Values(SortedMap<Json, Long> counts) implements Payload {

    public Values {
      counts = Collections.unmodifiableSortedMap(counts);
    }

    /** Without making a sum of each two. */
    private static Values total(Payload[] payloads) {
      var sum = new TreeMap<Json, Long>(Scalar.ORDER);
      for (var payload : payloads) {
        if (payload instanceof Values(var counts)) {
          counts.forEach((value, count) -> sum.merge(value, count, Long::sum));
        }
      }
      return new Values(sum);
    }

    /** One value, once. */
    public static Values of(Json value) {
      var counts = new TreeMap<Json, Long>(Scalar.ORDER);
      counts.put(value, 1L);
      return new Values(counts);
    }

    @Override
    public Payload plus(Payload other) {
      if (other instanceof Values(var theirs)) {
        var sum = new TreeMap<>(counts);
        theirs.forEach((value, count) -> sum.merge(value, count, Long::sum));
        return new Values(sum);
      }
      throw mixed();
    }

    @Override
    public int weight() {
      return counts.size();
    }

    @Override
    public int kind() {
      return VALUES;
    }

    @Override
    public void write(int kind, ByteWriter out) {
      out.writeUnsigned(counts.size());
      counts.forEach((value, count) -> {
        out.writeJson(value);
        out.writeUnsigned(count);
      });
    }
  }

  private static IllegalStateException mixed() {
    return new IllegalStateException("A state is made of payloads of one kind");
  }

  /** All of them together; nothing where there is none. */
  static Optional<Payload> total(Payload[] payloads) {
    return payloads.length > 0 && payloads[0] instanceof Values
        ? Optional.of(Values.total(payloads))
        : Arrays.stream(payloads).reduce(Payload::plus);
  }

  /** The kind as which all of them are written; its number comes before them. */
  static int kindOf(Payload[] payloads) {
    int kind = COUNTED;
    for (var payload : payloads) {
      kind = Math.max(kind, payload.kind());
    }
    return kind;
  }

  /** Reads what {@link #write} wrote of that kind. */
  static Payload read(int kind, ByteReader in) {
    return switch (kind) {
      case COUNTED -> Counted.of(in.readUnsigned());
      case SUMMED -> new Summed(in.readUnsigned(), in.readDecimal());
      case LEAST, GREATEST -> new Extreme(in.readDecimal(), kind == GREATEST);
      case FIRST, LAST -> new Edge(in.readSigned(), in.readJson(), kind == LAST);
      case VALUES -> {
        int size = in.readSize();
        var counts = new TreeMap<Json, Long>(Scalar.ORDER);
        for (int i = 0; i < size; i++) {
          counts.put(in.readJson(), in.readUnsigned());
        }
        yield new Values(counts);
      }
      default -> throw new InvalidValue("stored feature", "of an unknown kind");
    };
  }
}
