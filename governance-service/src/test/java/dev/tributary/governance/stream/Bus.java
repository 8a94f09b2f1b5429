package dev.tributary.governance.stream;

import dev.tributary.proto.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The bus as ingest writes it and identity reads it: acks=all in, read committed out. */
final class Bus implements AutoCloseable {

  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  Bus(String servers) {
    this.servers = servers;
    var settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("acks", "all");
    settings.put("linger.ms", "5");
    settings.put("max.request.size", "2000000");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends without waiting; {@link #flush} does. */
  void send(String key, byte[] value) {
    sent.add(producer.send(record(key, value)));
  }

  /** Sends and waits for the broker. */
  RecordMetadata sendNow(String key, byte[] value) {
    return sendNow(record(key, value));
  }

  RecordMetadata sendNow(ProducerRecord<byte[], byte[]> record) {
    return acknowledged(producer.send(record));
  }

  /** Waits until the broker has everything. */
  void flush() {
    producer.flush();
    sent.forEach(Bus::acknowledged);
    sent.clear();
  }

  /** Follows a topic from its end or its beginning. */
  Follower follow(Topic topic, boolean fromBeginning) {
    return new Follower(topic, fromBeginning);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    var keyBytes = key == null ? null : bytes(key);
    return new ProducerRecord<>(Topic.RECEIVED.topicName(), keyBytes, value);
  }

  private static RecordMetadata acknowledged(Future<RecordMetadata> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Collects the committed records of a topic, each partition in order. */
  final class Follower implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private Follower(Topic topic, boolean fromBeginning) {
      Map<String, Object> settings =
          Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
      this.consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      var partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      partitions.forEach(consumer::position);
    }

    /** Everything so far, after looking for more. */
    List<ConsumerRecord<byte[], byte[]>> poll() {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      return records;
    }

    List<ConsumerRecord<byte[], byte[]>> pollOfKey(String key) {
      return poll().stream()
          .filter(one -> Objects.equals(key, one.key() == null ? null : text(one.key())))
          .toList();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
