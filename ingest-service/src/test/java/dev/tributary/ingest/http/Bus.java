package dev.tributary.ingest.http;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Quarantined;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that stands on a topic, read anew each time it is asked for. */
final class Bus {

  private final String bootstrapServers;

  Bus(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The events on {@code received} whose message id starts so. */
  List<Event> received(String messageIds) {
    return read(Topic.RECEIVED).stream()
        .map(record -> event(record.value()))
        .filter(event -> event.getMessageId().startsWith(messageIds))
        .toList();
  }

  /** The records on {@code quarantined} whose event's message id starts so. */
  List<Quarantined> quarantined(String messageIds) {
    return read(Topic.QUARANTINED).stream()
        .map(record -> quarantined(record.value()))
        .filter(quarantined ->
            event(quarantined.getRecord().toByteArray()).getMessageId().startsWith(messageIds))
        .toList();
  }

  List<ConsumerRecord<String, byte[]>> read(Topic topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  static Event event(byte[] value) {
    try {
      return Event.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Quarantined quarantined(byte[] value) {
    try {
      return Quarantined.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
