package dev.tributary.router.messaging;

import dev.tributary.proto.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads one lane's records through one Kafka consumer, and commits what the board says is done.
 * Used by one thread. Pauses while the backlog is full: records stay in Kafka, membership goes on.
 */
final class LaneReader implements ConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(LaneReader.class);
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration FULL_POLL = Duration.ofMillis(10);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(2);

  private final Consumer<String, byte[]> consumer;
  private final LaneParts parts;
  private final LaneBoard board;
  private final LaneWorkers workers;
  private final Subscription subscription;
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private long lastCommitNanos = System.nanoTime();

  LaneReader(
      Consumer<String, byte[]> consumer,
      LaneParts parts,
      LaneBoard board,
      LaneWorkers workers,
      Subscription subscription) {
    this.consumer = consumer;
    this.parts = parts;
    this.board = board;
    this.workers = workers;
    this.subscription = subscription;
  }

  /** Reads on for as long as asked; a wake-up only makes it look again. */
  void read(BooleanSupplier goesOn) {
    consumer.subscribe(subscription.topics(), this);
    while (goesOn.getAsBoolean()) {
      try {
        poll();
      } catch (WakeupException _) {
        // Asked to look again.
      }
    }
  }

  /** Waits a while for what is under way, and commits how far everything is. */
  void settleDown() {
    board.awaitIdle(parts.pace().shutdownGrace());
    commitNow(board.positions());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    var missing = new ArrayList<TopicPartition>();
    var known = consumer.committed(new HashSet<>(partitions));
    for (var partition : partitions) {
      var position = known.get(partition);
      if (position == null) {
        missing.add(partition);
      } else {
        positions.put(partition, position);
      }
    }
    if (!missing.isEmpty()) { // partitions that were added to a topic, or a topic newly wanted
      positions.putAll(parts.positions().startingAt(missing, subscription));
    }
    warnOfExpired(positions);
    positions.forEach((partition, position) -> {
      consumer.seek(partition, position.offset());
      board.assign(partition, position);
    });
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    var positions = board.positions();
    positions.keySet().retainAll(partitions);
    commitNow(positions);
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    board.handOver(partitions);
    partitions.forEach(committed::remove);
  }

  private void poll() {
    boolean room = board.hasRoom();
    if (!room) {
      consumer.pause(consumer.assignment());
    } else if (!consumer.paused().isEmpty()) {
      consumer.resume(consumer.paused());
    }
    var began = now();
    var records = consumer.poll(room ? patience() : FULL_POLL);
    board.assigned(!consumer.assignment().isEmpty());
    var now = now();
    records.forEach(record -> board.take(record, now));
    if (room && board.hasWaiting()) { // with some partitions paused nobody knows where they end
      board.read(reach(), began);
    }
    workers.pump();
    commitWhenDue();
  }

  private Duration patience() {
    var most = board.isIdle() && !owesCommit() ? IDLE_POLL : parts.pace().commitInterval();
    return board.untilWake(now(), most);
  }

  private Instant now() {
    return parts.delivering().clock().instant();
  }

  private Map<TopicPartition, LaneWaiting.Reach> reach() {
    var reach = new HashMap<TopicPartition, LaneWaiting.Reach>();
    for (var partition : consumer.assignment()) {
      var lag = consumer.currentLag(partition); // empty until Kafka has said where it ends
      if (partition.topic().equals(Topic.CHANGES.topicName()) && lag.isPresent()) {
        long next = consumer.position(partition);
        reach.put(partition, new LaneWaiting.Reach(next, next + lag.getAsLong()));
      }
    }
    return reach;
  }

  private boolean owesCommit() {
    return !uncommitted().isEmpty();
  }

  private Map<TopicPartition, OffsetAndMetadata> uncommitted() {
    var positions = board.positions();
    positions.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
    return positions;
  }

  private void commitWhenDue() {
    if (System.nanoTime() - lastCommitNanos < parts.pace().commitInterval().toNanos()) {
      return;
    }
    lastCommitNanos = System.nanoTime();
    board.reached(reached());
    var positions = uncommitted();
    if (!positions.isEmpty()) {
      consumer.commitAsync(
          positions,
          (done, failure) -> {
            if (failure == null) { // else tried again at the next interval
              committed.putAll(done);
            }
          });
    }
  }

  private void commitNow(Map<TopicPartition, OffsetAndMetadata> positions) {
    if (positions.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(positions, COMMIT_PATIENCE);
    } catch (WakeupException _) {
      consumer.commitSync(positions, COMMIT_PATIENCE);
    } catch (KafkaException e) {
      LOG.warnf(
          "Positions of %s were not committed (%s); some deliveries are sent again, same keys",
          board.plan().destination().name(), e.getClass().getSimpleName());
    }
  }

  private Map<TopicPartition, Long> reached() {
    var next = new HashMap<TopicPartition, Long>();
    for (var partition : consumer.assignment()) {
      next.put(partition, consumer.position(partition));
    }
    return next;
  }

  private void warnOfExpired(Map<TopicPartition, OffsetAndMetadata> positions) {
    var earliest = consumer.beginningOffsets(positions.keySet());
    long expired =
        positions.entrySet().stream()
            .mapToLong(entry ->
                Math.max(0, earliest.getOrDefault(entry.getKey(), 0L) - entry.getValue().offset()))
            .sum();
    if (expired > 0) {
      board.expired(expired);
      LOG.errorf(
          "Destination %s fell behind what Kafka keeps: %d records expired undelivered; keep the topics longer",
          board.plan().destination().name(), expired);
    }
  }
}
