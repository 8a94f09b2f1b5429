package dev.tributary.router.messaging;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.telemetry.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the router has to say to the bus: dead letters and redeliveries. Returns when Kafka
 * has it, so that what called for it may be settled then.
 */
@ApplicationScoped
class BusProducer {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaSettings kafka;
  private final Traces traces;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Producer<String, byte[]> producer;

  BusProducer(KafkaSettings kafka, Traces traces) {
    this.kafka = kafka;
    this.traces = traces;
  }

  /**
   * Writes records, all of them or as many as Kafka took.
   *
   * @throws KafkaException if Kafka did not take one of them; it may have
   */
  void write(List<ProducerRecord<String, byte[]>> records) {
    var answers = new ArrayList<Future<RecordMetadata>>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      var open = producer();
      for (var record : records) {
        traces.inject(record.headers());
        answers.add(open.send(record));
      }
      for (var answer : answers) {
        answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("A record was not taken", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while writing a record", e);
    }
  }

  @PreDestroy
  void close() {
    lock.lock();
    try {
      if (producer != null) {
        producer.close(Duration.ofSeconds(2));
      }
    } finally {
      lock.unlock();
    }
  }

  private Producer<String, byte[]> producer() {
    lock.lock();
    try {
      var existing = producer;
      if (existing != null) {
        return existing;
      }
      var settings = kafka.producer("router");
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
      settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
      settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
      var made = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
      producer = made;
      return made;
    } finally {
      lock.unlock();
    }
  }
}
