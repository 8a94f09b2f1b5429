package dev.tributary.router.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the topics end. Kafka is asked when somebody looks, for all destinations at once, and at
 * most once a second; so it costs nothing while nobody looks, and no more with many destinations.
 */
@ApplicationScoped
class StreamEnds {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final GroupPositions positions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<TopicPartition> wanted = new HashSet<>();
  private Map<TopicPartition, Long> ends = Map.of();
  private boolean answered = true;
  private long askedNanos = System.nanoTime() - FRESH.toNanos();

  StreamEnds(GroupPositions positions) {
    this.positions = positions;
  }

  /**
   * The ends of these partitions, at most a second old, or older where Kafka does not answer; those
   * that are not known are left out. May block for as long as Kafka may take to answer.
   */
  Map<TopicPartition, Long> of(Set<TopicPartition> partitions) {
    lock.lock();
    try {
      wanted.addAll(partitions);
      boolean old = System.nanoTime() - askedNanos >= FRESH.toNanos();
      if (old || (answered && !ends.keySet().containsAll(partitions))) {
        ask();
      }
      var found = new HashMap<>(ends);
      found.keySet().retainAll(partitions);
      return found;
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    try {
      ends = positions.ends(wanted);
      answered = true;
    } catch (KafkaException _) { // away; what was known before stands
      answered = false;
    }
    askedNanos = System.nanoTime();
  }
}
