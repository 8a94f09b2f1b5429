package dev.tributary.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Lays events out on a topic while their consumer stands still, then lets it go and takes the time
 * until its group has committed the last of them. The loading costs the run nothing.
 */
final class Feed implements AutoCloseable {

  private static final int MOST_SECONDS = 300;
  private static final int LOOK_EVERY_MILLIS = 5;

  /** Who consumes: a process of the bed, the topic it reads and the group it reads it as. */
  record Consumer(String process, String topic, String group) {}

  private final Bed bed;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Feed(Bed bed) {
    this.bed = bed;
    this.admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers()));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bed.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                "0",
                "batch.size",
                "131072"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Stands the consumer still and sends it events. */
  void layOut(Consumer consumer, List<AcceptedRecord> events) throws Exception {
    bed.pause(consumer.process());
    send(consumer.topic(), events);
  }

  /** Lets the consumer go on; the seconds until it had committed all there is. */
  double consume(Consumer consumer) throws Exception {
    bed.resume(consumer.process());
    long start = System.nanoTime();
    long end = bed.recordsIn(consumer.topic());
    while (committed(consumer.group()) < end) {
      if (System.nanoTime() - start > MOST_SECONDS * 1_000_000_000L) {
        throw new IllegalStateException(
            "%d of %d after %d s".formatted(committed(consumer.group()), end, MOST_SECONDS));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Sends and returns when all are acknowledged. */
  void send(String topic, List<AcceptedRecord> events) {
    var failure = new AtomicReference<@Nullable Exception>();
    for (var event : events) {
      var record =
          new ProducerRecord<>(
              topic,
              event.partition(),
              event.key().getBytes(StandardCharsets.UTF_8),
              event.event().toByteArray());
      var _ =
          producer.send(
              record,
              (_, error) -> {
                if (error != null) {
                  failure.set(error);
                }
              });
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("an event was not laid out", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private long committed(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset == null ? 0 : offset.offset())
        .sum();
  }
}
