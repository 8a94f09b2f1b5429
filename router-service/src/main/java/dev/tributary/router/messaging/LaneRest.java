package dev.tributary.router.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions that a lane does not read for a while, because what comes next in them is not due yet.
 * Touched under the lane's lock only.
 */
final class LaneRest {

  private final Map<TopicPartition, Instant> until = new HashMap<>();

  /** Does not read a partition before this time. */
  void begin(TopicPartition partition, Instant due) {
    until.put(partition, due);
  }

  /** Whether a partition is not read now. */
  boolean has(TopicPartition partition) {
    return until.containsKey(partition);
  }

  /** Ends every rest that is over; when the next one will be. */
  Optional<Instant> wakeAt(Instant now) {
    until.values().removeIf(due -> !due.isAfter(now));
    return until.values().stream().min(Instant::compareTo);
  }

  void remove(Collection<TopicPartition> gone) {
    until.keySet().removeAll(gone);
  }
}
