package dev.tributary.router.messaging;

import dev.tributary.router.domain.balance.Behind;
import dev.tributary.router.domain.delivery.CommitNote;
import dev.tributary.router.domain.delivery.Progress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a lane is in each of its partitions. Touched under the lane's lock only. */
final class LanePositions {

  private final Map<TopicPartition, Progress> progress = new HashMap<>();

  /** Where the consumer reads on: past the last record and the markers behind it. */
  private final Map<TopicPartition, Long> reached = new HashMap<>();

  void assign(TopicPartition partition, long position, CommitNote note) {
    progress.put(partition, Progress.from(position, note.progress()));
  }

  void remove(Collection<TopicPartition> partitions) {
    progress.keySet().removeAll(partitions);
    reached.keySet().removeAll(partitions);
  }

  Set<TopicPartition> partitions() {
    return Set.copyOf(progress.keySet());
  }

  /** Null where the partition is not this lane's. */
  @Nullable Progress of(TopicPartition partition) {
    return progress.get(partition);
  }

  void reached(Map<TopicPartition, Long> positions) {
    reached.putAll(positions);
    reached.keySet().retainAll(progress.keySet());
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
      long next = Math.max(done.next(), reached.getOrDefault(partition, 0L));
      long own = done.position() < done.next() ? done.position() : next;
      lag += Math.max(0, end - own);
      unread.merge(Subscription.shortName(partition.topic()), Math.max(0, end - next), Long::sum);
    }
    return new Behind.Known(lag, unread);
  }
}
