package dev.tributary.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How many events of each source stand on {@code received}. */
final class StoredEvents {

  private static final Duration POLL = Duration.ofMillis(200);

  private StoredEvents() {}

  /** Reads all of the topic as it is now. */
  static Map<String, Long> bySource(Bed bed) throws InvalidProtocolBufferException {
    var counts = new HashMap<String, Long>();
    try (var consumer =
        new KafkaConsumer<>(
            bed.broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          IntStream.range(0, Bed.PARTITIONS)
              .mapToObj(each -> new TopicPartition(Topic.RECEIVED.topicName(), each))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var found : consumer.poll(POLL)) {
          counts.merge(Event.parseFrom(found.value()).getSource(), 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
