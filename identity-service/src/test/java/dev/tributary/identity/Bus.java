package dev.tributary.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The bus as tests see it: events put into {@code accepted}, and all that came of them. */
public final class Bus implements AutoCloseable {

  private static final AtomicLong BIRTHS =
      new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 60));

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();

  public Bus(String servers) {
    this(servers, Topic.RESOLVED, Topic.QUARANTINED);
  }

  /** A bus of which some topics are read. */
  public Bus(String servers, Topic... topics) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : topics) {
      for (var partition : consumer.partitionsFor(topic.topicName())) {
        partitions.add(new TopicPartition(topic.topicName(), partition.partition()));
      }
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** An event with a birth of its own. */
  public static Event.Builder event(EventType type, String messageId, String payload) {
    return Event.newBuilder()
        .setMessageId(messageId)
        .setSource("shop")
        .setType(type)
        .setTimestampMillis(1_767_225_600_000L)
        .setReceivedAtMillis(1_767_225_601_000L)
        .setPayload(ByteString.copyFromUtf8(payload))
        .setBirth(Birth.newBuilder().setOffset(BIRTHS.incrementAndGet()));
  }

  /** Puts an event into {@code accepted}, keyed as ingest does. */
  public void accept(Event event) {
    accept(
        event.getUserId().isEmpty() ? event.getAnonymousId() : event.getUserId(),
        event.toByteArray());
  }

  /** Puts any bytes into {@code accepted}. */
  public void accept(String key, byte[] value) {
    var record =
        new ProducerRecord<>(
            Topic.ACCEPTED.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
    record.headers().add("traceparent", "00-trace".getBytes(StandardCharsets.UTF_8));
    var _ = producer.send(record);
    producer.flush();
  }

  /** Everything that came since this bus was made, so far. */
  public List<ConsumerRecord<byte[], byte[]>> records() {
    consumer.poll(Duration.ofMillis(200)).forEach(read::add);
    return read;
  }

  /** The events resolved so far whose message id holds. */
  public List<Resolved> resolved(Predicate<String> messageId) {
    return records().stream()
        .filter(record -> record.topic().equals(Topic.RESOLVED.topicName()))
        .map(Bus::parse)
        .filter(Resolved::hasEvent)
        .filter(resolved -> messageId.test(resolved.getEvent().getEvent().getMessageId()))
        .toList();
  }

  /** A record's value. */
  public static Resolved parse(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Resolved.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
