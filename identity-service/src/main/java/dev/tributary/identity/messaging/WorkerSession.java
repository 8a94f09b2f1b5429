package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A consumer and a transactional producer from their making to their first failure.
 *
 * <p>PostgreSQL commits first, then Kafka: the records sent and the offsets consumed, as one
 * transaction. A crash before the first commit leaves nothing. A crash between the two leaves the
 * batch to be read again, and its decisions to be found by the births of its events. A worker that
 * lost its partitions without knowing is refused by Kafka when it names its group's generation.
 */
final class WorkerSession implements Session {

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final GroupConsumer consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final BatchProcessor processor;
  private final Recognition recognition;
  private final IdentityMetrics metrics;

  WorkerSession(
      GroupConsumer consumer,
      Map<String, Object> producerSettings,
      BatchProcessor processor,
      Recognition recognition,
      IdentityMetrics metrics) {
    this.consumer = consumer;
    this.processor = processor;
    this.recognition = recognition;
    this.metrics = metrics;
    this.producer =
        new KafkaProducer<>(producerSettings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Blocks until the broker knows the producer: transactions of a dead predecessor end here. */
  @Override
  public void start() {
    producer.initTransactions();
    consumer.join();
  }

  @Override
  public void step() {
    var records = consumer.poll();
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
    recognition.told();
    metrics.committed(output, Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void wakeUp() {
    consumer.wakeUp();
  }

  @Override
  public void close() {
    try {
      producer.close(CLOSE);
    } finally {
      consumer.close();
    }
  }

  private Output process(ConsumerRecords<byte[], byte[]> records) {
    try {
      return processor.process(records, recognition);
    } catch (Unavailable e) {
      consumer.rewind(records);
      throw e;
    }
  }
}
