package dev.tributary.ingest.domain.usage;

import dev.tributary.ingest.domain.usage.Offsets.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the gaps of one partition, from the first to the last: which records are wanted, which
 * ranges are done, and where to leap what lies between. Not thread-safe.
 */
public final class GapWalk {

  /** So many records are sooner read than leapt over. */
  static final long FAR = 10_000;

  private final List<Range> gaps;

  /** The gap that the last record was compared with. */
  private int looking;

  /** The first gap that is not done. */
  private int open;

  /** Up to where all is done. */
  private long done;

  /**
   * @param gaps in order, apart; at least one
   */
  public GapWalk(List<Range> gaps) {
    if (gaps.isEmpty()) {
      throw new IllegalArgumentException("no gap");
    }
    this.gaps = List.copyOf(gaps);
  }

  /** Where to begin. */
  public long start() {
    return gaps.getFirst().from();
  }

  /** Whether a record lies in a gap. To be asked in order. */
  public boolean wants(long offset) {
    while (looking < gaps.size() && gaps.get(looking).to() <= offset) {
      looking++;
    }
    return looking < gaps.size() && gaps.get(looking).from() <= offset;
  }

  /**
   * Says that everything before a position was read.
   *
   * @return what of the gaps is done since the last time
   */
  public List<Range> readTo(long position) {
    var since = new ArrayList<Range>();
    while (open < gaps.size() && gaps.get(open).from() < position) {
      var gap = gaps.get(open);
      long from = Math.max(gap.from(), done);
      long to = Math.min(gap.to(), position);
      if (from < to) {
        since.add(new Range(from, to));
        done = to;
      }
      if (to < gap.to()) {
        break;
      }
      open++;
    }
    return List.copyOf(since);
  }

  public boolean isDone() {
    return open == gaps.size();
  }

  /** Where the next gap begins, if it is far from a position. */
  public OptionalLong leapFrom(long position) {
    return isDone() || gaps.get(open).from() <= position + FAR
        ? OptionalLong.empty()
        : OptionalLong.of(gaps.get(open).from());
  }
}
