package dev.tributary.identity.messaging.follow;

import dev.tributary.identity.messaging.GroupConsumer;
import dev.tributary.identity.messaging.Session;
import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Follows what was decided, from the making of its consumer to the first failure.
 *
 * <p>Listeners store first, then the offsets are committed. A crash between the two, or partitions
 * lost to another instance, lets the batch come again, which listeners do not mind.
 */
final class FollowerSession implements Session {

  private final GroupConsumer consumer;
  private final BatchFollower follower;
  private final FollowerMetrics metrics;

  FollowerSession(GroupConsumer consumer, BatchFollower follower, FollowerMetrics metrics) {
    this.consumer = consumer;
    this.follower = follower;
    this.metrics = metrics;
  }

  @Override
  public void start() {
    consumer.join();
  }

  @Override
  public void step() {
    var records = consumer.poll();
    if (records.isEmpty()) {
      return;
    }
    var outcomes = follow(records);
    consumer.commit(records);
    metrics.committed(outcomes);
  }

  @Override
  public void wakeUp() {
    consumer.wakeUp();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<String> follow(ConsumerRecords<byte[], byte[]> records) {
    try {
      return follower.follow(records);
    } catch (Unavailable e) {
      consumer.rewind(records);
      throw e;
    }
  }
}
