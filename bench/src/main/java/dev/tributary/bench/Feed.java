package dev.tributary.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  private static final Duration MOST = Duration.ofMinutes(5);
  private static final int LOOK_EVERY_MILLIS = 5;

  /** Who consumes: a process of the bed, the topic it reads and the group it reads it as. */
  record Consumer(String process, String topic, String group) {}

  private final Bed bed;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Feed(Bed bed) {
    this(bed, "none");
  }

  /** As the other; the records are compressed so. */
  Feed(Bed bed, String compression) {
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
                "131072",
                "compression.type",
                compression),
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
    return await(consumer, MOST);
  }

  /** The seconds until a consumer, which need not stand still, has committed all there is now. */
  double await(Consumer consumer, Duration most) throws Exception {
    long start = System.nanoTime();
    long end = bed.recordsIn(consumer.topic());
    while (committed(consumer) < end) {
      if (System.nanoTime() - start > most.toNanos()) {
        throw new IllegalStateException(
            "%d of %d after %s".formatted(committed(consumer), end, most));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** How many records a consumer has not committed yet. */
  long behind(Consumer consumer) throws Exception {
    return bed.recordsIn(consumer.topic()) - committed(consumer);
  }

  /** Sends and returns when all are acknowledged. */
  void send(String topic, List<AcceptedRecord> events) {
    for (var event : events) {
      send(
          new ProducerRecord<>(
              topic,
              event.partition(),
              event.key().getBytes(StandardCharsets.UTF_8),
              event.event().toByteArray()));
    }
    flush();
  }

  /** Sends a record, to the partition that its key leads to, without waiting for it. */
  void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Returns when all that was sent is acknowledged. */
  void flush() {
    producer.flush();
    var failed = failure.getAndSet(null);
    if (failed != null) {
      throw new IllegalStateException("an event was not laid out", failed);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (_, error) -> {
              if (error != null) {
                failure.set(error);
              }
            });
  }

  /** Of the topic alone: a group may read others too. */
  private long committed(Consumer consumer) throws Exception {
    return admin
        .listConsumerGroupOffsets(consumer.group())
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(consumer.topic()))
        .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset())
        .sum();
  }
}
