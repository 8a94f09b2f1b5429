package dev.tributary.identity.messaging;

import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A consumer and a transactional producer from their making to their first failure.
 *
 * <p>PostgreSQL commits first, then Kafka: the records sent and the offsets consumed, as one
 * transaction. A crash before the first commit leaves nothing. A crash between the two leaves the
 * batch to be read again, and its decisions to be found by the births of its events. A worker that
 * lost its partitions without knowing is refused by Kafka when it names its group's generation.
 */
final class WorkerSession implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final BatchProcessor processor;
  private final IdentityMetrics metrics;

  WorkerSession(
      Map<String, Object> consumerSettings,
      Map<String, Object> producerSettings,
      BatchProcessor processor,
      IdentityMetrics metrics) {
    this.processor = processor;
    this.metrics = metrics;
    this.consumer =
        new KafkaConsumer<>(
            consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(producerSettings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Blocks until the broker knows the producer: transactions of a dead predecessor end here. */
  void start() {
    producer.initTransactions();
    consumer.subscribe(List.of(Topic.ACCEPTED.topicName()));
  }

  /**
   * Resolves the next batch, if there is one soon.
   *
   * @throws Unavailable while PostgreSQL is away: the next step reads the same batch
   */
  void step() {
    var records = consumer.poll(POLL);
    if (records.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    var output = process(records);
    producer.beginTransaction();
    for (var record : output.records()) {
      var _ = producer.send(record); // The commit fails if it did.
    }
    producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
    producer.commitTransaction();
    metrics.committed(output.outcomes(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** Makes the running or the next {@link #step} fail. For other threads. */
  void wakeUp() {
    consumer.wakeup();
  }

  /** Leaves the group, so that others take over at once. */
  @Override
  public void close() {
    try {
      producer.close(CLOSE);
    } finally {
      consumer.close(
          CloseOptions.timeout(CLOSE)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private BatchProcessor.Output process(ConsumerRecords<byte[], byte[]> records) {
    try {
      return processor.process(records);
    } catch (Unavailable e) {
      for (var partition : records.partitions()) {
        consumer.seek(partition, records.records(partition).getFirst().offset());
      }
      throw e;
    }
  }
}
