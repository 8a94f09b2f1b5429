package dev.tributary.identity.messaging;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One topic's records for a static member of a consumer group: one that comes back after a crash
 * under its name waits for nobody. Used by one thread, but for {@link #wakeUp}.
 */
public final class GroupConsumer implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topic topic;

  /**
   * A consumer that has not joined its group yet.
   *
   * @param name no other member's
   */
  public GroupConsumer(KafkaSettings kafka, Topic topic, String group, String name, int batchSize) {
    this.consumer =
        new KafkaConsumer<>(
            settings(kafka.consumer(name), group, name, batchSize),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.topic = topic;
  }

  /** Asks for a share of the topic. */
  public void join() {
    consumer.subscribe(List.of(topic.topicName()));
  }

  /** The next records, if there are some soon. */
  public ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(POLL);
  }

  /** Lets the next poll give these records again. */
  public void rewind(ConsumerRecords<byte[], byte[]> records) {
    for (var partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).getFirst().offset());
    }
  }

  /** Says for good that these records are done. Fails if the group has given them to another. */
  public void commit(ConsumerRecords<byte[], byte[]> records) {
    consumer.commitSync(records.nextOffsets());
  }

  /** What a transaction must name to commit the offsets of this member. */
  ConsumerGroupMetadata groupMetadata() {
    return consumer.groupMetadata();
  }

  /** Makes the running or the next call fail. For other threads. */
  public void wakeUp() {
    consumer.wakeup();
  }

  /** Leaves the group, so that others take over at once. */
  @Override
  public void close() {
    consumer.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private static Map<String, Object> settings(
      Map<String, Object> settings, String group, String name, int batchSize) {
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    return settings;
  }
}
