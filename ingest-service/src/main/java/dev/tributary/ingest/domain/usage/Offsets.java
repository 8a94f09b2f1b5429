package dev.tributary.ingest.domain.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of records of one partition, kept as ranges of their offsets. Not thread-safe. */
public final class Offsets {

  /**
   * Offsets one after the other.
   *
   * @param to behind the last
   */
  public record Range(long from, long to) {

    public Range {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("no range: " + from + " to " + to);
      }
    }
  }

  /** In any order; may touch and overlap. */
  private List<Range> ranges = new ArrayList<>();

  /** The last range, which most often grows; nothing where both are the same. */
  private long from;

  private long to;

  /** Adds one. Those that come in order cost next to nothing. */
  public void add(long offset) {
    if (offset == to && to > from) {
      to++;
    } else {
      close();
      from = offset;
      to = offset + 1;
    }
  }

  public void add(Range range) {
    ranges.add(range);
  }

  private void close() {
    if (to > from) {
      ranges.add(new Range(from, to));
      from = to;
    }
  }

  /** All of them, in order, as few as possible. */
  public List<Range> ranges() {
    close();
    ranges.sort(Comparator.comparingLong(Range::from));
    var merged = new ArrayList<Range>();
    for (var range : ranges) {
      if (merged.isEmpty() || merged.getLast().to() < range.from()) {
        merged.add(range);
      } else if (merged.getLast().to() < range.to()) {
        merged.add(new Range(merged.removeLast().from(), range.to()));
      }
    }
    ranges = merged;
    return List.copyOf(merged);
  }

  /** About how much memory they take: so many ranges, or fewer. */
  public int size() {
    return ranges.size() + 1;
  }

  /** Behind the last; 0 where there is none. */
  public long end() {
    var all = ranges();
    return all.isEmpty() ? 0 : all.getLast().to();
  }

  /** What lies before an offset and is not in the set. */
  public List<Range> missingBefore(long end) {
    var missing = new ArrayList<Range>();
    long next = 0;
    for (var range : ranges()) {
      if (range.from() >= end) {
        break;
      }
      if (range.from() > next) {
        missing.add(new Range(next, range.from()));
      }
      next = range.to();
    }
    if (next < end) {
      missing.add(new Range(next, end));
    }
    return List.copyOf(missing);
  }
}
