package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.CommitNote;
import dev.tributary.router.domain.delivery.Progress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a lane is in each of its partitions. Touched under the lane's lock only. */
final class LanePositions {

  private final Map<TopicPartition, Progress> progress = new HashMap<>();

  /** Those that the shared reader does not read for this lane. */
  private final Set<TopicPartition> apart = new HashSet<>();

  /** Takes on a partition, which the lane reads by itself until it meets the shared reader. */
  void assign(TopicPartition partition, long position, CommitNote note) {
    progress.put(partition, Progress.from(position, note.progress()));
    apart.add(partition);
  }

  void remove(Collection<TopicPartition> partitions) {
    progress.keySet().removeAll(partitions);
    apart.removeAll(partitions);
  }

  /** Whether something that begins at an offset leaves nothing out that this lane has not seen. */
  boolean joins(TopicPartition partition, long from) {
    var done = progress.get(partition);
    return done != null && from <= done.next();
  }

  /**
   * Lets the shared reader read a partition for this lane, if the lane has come as far as it.
   *
   * @param shared where the shared reader goes on
   * @return whether it reads it now
   */
  boolean meet(TopicPartition partition, long shared) {
    if (!joins(partition, shared)) {
      return false;
    }
    apart.remove(partition);
    return true;
  }

  /** The lane reads a partition by itself from here on. */
  void part(TopicPartition partition) {
    if (progress.containsKey(partition)) {
      apart.add(partition);
    }
  }

  /** Whether the lane reads this partition by itself. */
  boolean isApart(TopicPartition partition) {
    return apart.contains(partition);
  }

  /** Whether the lane reads anything by itself. */
  boolean hasApart() {
    return !apart.isEmpty();
  }

  /** What the lane reads by itself, and where it goes on. */
  Map<TopicPartition, Long> apart() {
    if (apart.isEmpty()) {
      return Map.of();
    }
    var nexts = new HashMap<TopicPartition, Long>();
    apart.forEach(partition -> nexts.put(partition, next(partition)));
    return nexts;
  }

  Set<TopicPartition> partitions() {
    return Set.copyOf(progress.keySet());
  }

  /** Null where the partition is not this lane's. */
  @Nullable Progress of(TopicPartition partition) {
    return progress.get(partition);
  }

  /** The first offset that was not taken; 0 where the partition is not this lane's. */
  long next(TopicPartition partition) {
    var done = progress.get(partition);
    return done == null ? 0 : done.next();
  }

  /** What may be committed now, with what waits beside it. */
  Map<TopicPartition, OffsetAndMetadata> committable(LaneWaiting waiting) {
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    progress.forEach((partition, done) -> {
      var note = waiting.note(partition, done.next(), done.note());
      positions.put(partition, new OffsetAndMetadata(done.position(), note));
    });
    return positions;
  }

  /** How far that is from where the partitions end; those whose end is not known are left out. */
  Behind behind(Map<TopicPartition, Long> ends) {
    var known = new HashMap<>(progress);
    known.keySet().retainAll(ends.keySet());
    if (known.isEmpty()) {
      return new Behind.Unknown();
    }
    long lag = 0;
    var unread = new TreeMap<String, Long>();
    for (var entry : known.entrySet()) {
      var partition = entry.getKey();
      var done = entry.getValue();
      long end = ends.getOrDefault(partition, 0L);
      lag += Math.max(0, end - done.position());
      unread.merge(
          Subscription.shortName(partition.topic()), Math.max(0, end - done.next()), Long::sum);
    }
    return new Behind.Known(lag, unread);
  }
}
