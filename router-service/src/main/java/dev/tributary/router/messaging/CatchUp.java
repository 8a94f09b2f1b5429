package dev.tributary.router.messaging;

import dev.tributary.proto.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads for one lane what the shared reader does not read for it, from where the lane stands, while
 * its backlog has room. Its consumer is there only while it is needed. Used by the lane's thread.
 */
final class CatchUp {

  private static final Logger LOG = Logger.getLogger(CatchUp.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /** How long a consumer is kept for which there is no room. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final LaneParts parts;
  private final LaneBoard board;
  private final SharedReader shared;

  /** Where the consumer goes on, in what it reads. */
  private final Map<TopicPartition, Long> nexts = new HashMap<>();

  private volatile @Nullable Consumer<String, byte[]> consumer;
  private long readNanos = System.nanoTime();

  CatchUp(LaneParts parts, LaneBoard board, SharedReader shared) {
    this.parts = parts;
    this.board = board;
    this.shared = shared;
  }

  /**
   * Reads what there is to read, waiting for it at most so long.
   *
   * @return false at once, where there is nothing to be read by the lane itself, or no room
   */
  boolean read(Duration patience) {
    var apart = board.feed().apart();
    if (apart.isEmpty() || !board.hasRoom()) {
      if (apart.isEmpty() || System.nanoTime() - readNanos > IDLE.toNanos()) {
        close();
      }
      return false;
    }
    readNanos = System.nanoTime();
    try {
      read(apart, patience);
      return true;
    } catch (RuntimeException e) {
      close(); // what was read and not given to the lane is read again
      throw e;
    }
  }

  private void read(Map<TopicPartition, Long> apart, Duration patience) {
    var opened = consumer();
    follow(opened, apart);
    var began = parts.delivering().clock().instant();
    var records = opened.poll(patience);
    for (var partition : apart.keySet()) {
      long from = nexts.getOrDefault(partition, 0L);
      boolean all = true;
      for (var record : records.records(partition)) {
        all = all && board.feed().take(record, from, clock().instant());
        from = record.offset() + 1;
      }
      long to = Math.max(from, position(opened, partition, from));
      if (all) {
        board.feed().pass(partition, from, to);
      }
      nexts.put(partition, to);
    }
    if (board.hasWaiting()) {
      board.feed().read(reach(opened, apart), began);
    }
    if (shared.isWithin(board.feed().apart())) {
      shared.look();
    }
  }

  /** Lets a {@link #read} that waits look up. Any thread. */
  void wakeUp() {
    var opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
  }

  /** Reads nothing any more, until {@link #read} begins anew where the lane stands then. */
  void close() {
    var opened = consumer;
    consumer = null;
    nexts.clear();
    if (opened != null) {
      try {
        opened.close(CloseOptions.timeout(CLOSE_PATIENCE));
      } catch (KafkaException e) { // It is of no use any more, closed well or not.
        LOG.debugf("A consumer was not closed well (%s)", e.getMessage());
      }
    }
  }

  private Consumer<String, byte[]> consumer() {
    var opened = consumer;
    if (opened == null) {
      opened = parts.consumers().openCatchUp(board.plan().destination().name());
      consumer = opened;
    }
    return opened;
  }

  /**
   * Goes on in every partition where the lane stands, which may be where others have brought it.
   */
  private void follow(Consumer<String, byte[]> opened, Map<TopicPartition, Long> apart) {
    if (!opened.assignment().equals(apart.keySet())) {
      var added = new HashSet<>(apart.keySet());
      added.removeAll(opened.assignment());
      nexts.keySet().retainAll(apart.keySet());
      opened.assign(apart.keySet());
      if (!added.isEmpty()) {
        var beginnings = opened.beginningOffsets(added);
        beginnings.forEach((partition, offset) -> Expiry.pass(board, partition, offset));
      }
    }
    board
        .feed()
        .apart()
        .forEach((partition, next) -> {
          if (apart.containsKey(partition) && !next.equals(nexts.get(partition))) {
            opened.seek(partition, next);
            nexts.put(partition, next);
          }
        });
  }

  private static long position(
      Consumer<String, byte[]> opened, TopicPartition partition, long otherwise) {
    try {
      return opened.position(partition, Duration.ZERO);
    } catch (TimeoutException _) { // just now it is not known
      return otherwise;
    }
  }

  private Map<TopicPartition, LaneWaiting.Reach> reach(
      Consumer<String, byte[]> opened, Map<TopicPartition, Long> apart) {
    var reach = new HashMap<TopicPartition, LaneWaiting.Reach>();
    for (var partition : apart.keySet()) {
      var lag = opened.currentLag(partition); // empty until Kafka has said where it ends
      if (partition.topic().equals(Topic.CHANGES.topicName()) && lag.isPresent()) {
        long next = nexts.getOrDefault(partition, 0L);
        reach.put(partition, new LaneWaiting.Reach(next, next + lag.getAsLong()));
      }
    }
    return reach;
  }

  private Clock clock() {
    return parts.delivering().clock();
  }
}
