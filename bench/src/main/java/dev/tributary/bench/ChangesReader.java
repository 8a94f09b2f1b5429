package dev.tributary.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what audience-service tells, committed only, from the moment it is made. */
final class ChangesReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;

  ChangesReader(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.put("isolation.level", "read_committed");
    settings.put("fetch.max.wait.ms", 50);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions =
        IntStream.range(0, Bed.PARTITIONS)
            .mapToObj(i -> new TopicPartition(Topic.CHANGES.topicName(), i))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // asked now, not with the first reading
  }

  /** Waits for some changes, for so long at most; hands on each with the time at which it came. */
  void read(Duration most, ObjLongConsumer<Change> each) throws InvalidProtocolBufferException {
    var records = consumer.poll(most);
    long now = System.currentTimeMillis();
    for (var record : records) {
      each.accept(Change.parseFrom(record.value()), now);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
