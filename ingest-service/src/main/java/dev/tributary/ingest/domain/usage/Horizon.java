package dev.tributary.ingest.domain.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Up to where the stream is so old that whoever wrote it has counted it, or never will. Not
 * thread-safe.
 */
public final class Horizon {

  private record Ends(long at, Map<Integer, Long> ends) {}

  private final long settledAfter;
  private final Deque<Ends> noted = new ArrayDeque<>();

  /**
   * @param settledAfter in the unit of the caller's clock
   */
  public Horizon(long settledAfter) {
    this.settledAfter = settledAfter;
  }

  /** Takes note of where partitions end now. To be called in the order of time. */
  public void note(long now, Map<Integer, Long> ends) {
    noted.add(new Ends(now, Map.copyOf(ends)));
    while (noted.size() > 1 && isSettled(noted.stream().skip(1).findFirst().orElseThrow(), now)) {
      noted.remove();
    }
  }

  /** Where a partition ended so long ago; empty where nobody knows. */
  public OptionalLong of(int partition, long now) {
    var oldest = noted.peek();
    var end = oldest == null || !isSettled(oldest, now) ? null : oldest.ends.get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  private boolean isSettled(Ends ends, long now) {
    return now - ends.at >= settledAfter;
  }
}
