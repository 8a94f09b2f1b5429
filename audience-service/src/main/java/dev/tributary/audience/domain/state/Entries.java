package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values by number, read from bytes in which they stand in the order of their numbers, each with
 * its length: one is found without looking at the others, and those that nobody changes go back as
 * they came. An event touches a few of hundreds.
 */
abstract class Entries<V> {

  private final byte[] bytes;
  private final int from;
  private final int end;

  /** Where each begins in the bytes, and behind them the end; only once somebody asks. */
  private int @Nullable [] starts;

  /** Those that were read, and those that were set; {@link #none} for what is there no more. */
  private final Map<Long, V> known = new HashMap<>();

  /** The numbers of those that were set. */
  private final SortedSet<Long> changed = new TreeSet<>();

  Entries(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.from = from;
    this.end = end;
  }

  /** In place of what is not there. */
  abstract V none();

  abstract V read(long id, ByteReader in);

  abstract void write(V value, ByteWriter out);

  /**
   * Looks at where each of them stands.
   *
   * @throws InvalidValue if that cannot be
   */
  final void check() {
    starts();
  }

  final V get(long id) {
    var now = known.get(id);
    return now == null ? find(id) : now;
  }

  private V find(long id) {
    int at = indexOf(id);
    if (at < 0) {
      return none();
    }
    var value = read(id, valueAt(at));
    known.put(id, value);
    return value;
  }

  final boolean has(long id) {
    return changed.contains(id) ? !get(id).equals(none()) : indexOf(id) >= 0;
  }

  /** Sets a value; {@link #none} removes it. */
  final void set(long id, V value) {
    known.put(id, value);
    changed.add(id);
  }

  /** The numbers of all there are now. */
  final Collection<Long> ids() {
    var ids = new ArrayList<Long>(size());
    for (int i = 0; i < size(); i++) {
      ids.add(idAt(i));
    }
    return changed.isEmpty() ? ids : changed(ids);
  }

  private Collection<Long> changed(List<Long> before) {
    var ids = new TreeSet<>(before);
    for (long id : changed) {
      if (has(id)) {
        ids.add(id);
      } else {
        ids.remove(id);
      }
    }
    return ids;
  }

  /** Adds to each number how many bytes it takes here. */
  final void weigh(SortedMap<Long, Integer> sizes) {
    var starts = starts();
    for (int i = 0; i < size(); i++) {
      sizes.merge(idAt(i), starts[i + 1] - starts[i], Integer::sum);
    }
  }

  /** Appends all as they are now, those that stand apart where they are written to {@code into}. */
  final void write(ByteWriter out, Apart into) {
    int next = 0;
    for (long id : changed) {
      int at = indexOf(id);
      int before = at < 0 ? -at - 1 : at;
      copy(next, before, out, into);
      write(id, get(id), at >= 0 && isEmptyAt(at), out, into);
      next = at < 0 ? before : at + 1;
    }
    copy(next, size(), out, into);
  }

  /** Appends what is now in place of another, which may have been empty bytes. */
  void write(long id, V value, boolean wasEmpty, ByteWriter out, Apart into) {
    if (!value.equals(none())) {
      var own = new ByteWriter(32);
      write(value, own);
      out.writeLong(id);
      out.writeBytes(own);
    }
  }

  /** Appends those from one index to before another. */
  void copy(int first, int last, ByteWriter out, Apart into) {
    copy(first, last, out);
  }

  /** The same as they came. */
  final void copy(int first, int last, ByteWriter out) {
    if (first < last) {
      var starts = starts();
      out.writeRange(bytes, starts[first], starts[last]);
    }
  }

  /** Appends the bytes of one value alone. */
  final void copyValue(int index, ByteWriter out) {
    out.writeRange(bytes, valueAt(index).position(), starts()[index + 1]);
  }

  /** Appends as they came those of the numbers from one to another. */
  final void cut(long firstId, long lastId, ByteWriter out) {
    int first = indexOf(firstId);
    int last = indexOf(lastId);
    copy(first < 0 ? -first - 1 : first, last < 0 ? -last - 1 : last + 1, out);
  }

  private int size() {
    return starts().length - 1;
  }

  final long idAt(int index) {
    return ByteWriter.longAt(bytes, starts()[index]);
  }

  final boolean isEmptyAt(int index) {
    return starts()[index + 1] - starts()[index] == Long.BYTES + 1;
  }

  private ByteReader valueAt(int index) {
    var in = new ByteReader(bytes, starts()[index] + Long.BYTES, starts()[index + 1]);
    in.readSize();
    return in;
  }

  /** Where a number stands; if nowhere, minus one, less where it would. */
  private int indexOf(long id) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = idAt(middle);
      if (there == id) {
        return middle;
      }
      if (there < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private int[] starts() {
    var known = starts;
    if (known == null) {
      known = index();
      starts = known;
    }
    return known;
  }

  private int[] index() {
    var found = new int[1 + (end - from) / 16];
    var in = new ByteReader(bytes, from, end);
    int size = 0;
    long before = 0;
    while (!in.atEnd()) {
      if (size + 1 == found.length) {
        found = Arrays.copyOf(found, 2 * found.length);
      }
      found[size++] = in.position();
      long id = in.readLong();
      if (size > 1 && id <= before) {
        throw new InvalidValue("stored profile", "out of order");
      }
      before = id;
      in.skipBytes();
    }
    if (found.length < size + 1) {
      found = Arrays.copyOf(found, size + 1);
    }
    found[size] = end;
    return found.length == size + 1 ? found : Arrays.copyOf(found, size + 1);
  }
}
