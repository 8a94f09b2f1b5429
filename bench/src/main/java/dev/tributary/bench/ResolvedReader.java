package dev.tributary.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.proto.v1.Resolved;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what was resolved, committed only, to count it. */
final class ResolvedReader implements AutoCloseable {

  private static final int MOST_WAITS = 30;

  /**
   * What came.
   *
   * @param events records that carry an event
   * @param messageIds of those events
   * @param profiles they were resolved to
   * @param others records that carry something else
   */
  record Seen(int events, Set<String> messageIds, Set<String> profiles, int others) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  ResolvedReader(Map<String, Object> broker, String topic) {
    var settings = new HashMap<>(broker);
    settings.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        IntStream.range(0, Bed.PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All that came since it was last asked, counted. */
  Seen next() throws InvalidProtocolBufferException {
    var events = new AtomicInteger();
    var others = new AtomicInteger();
    var messageIds = new HashSet<String>();
    var profiles = new HashSet<String>();
    read(resolved -> {
      if (resolved.hasEvent()) {
        events.incrementAndGet();
        messageIds.add(resolved.getEvent().getEvent().getMessageId());
        profiles.add(resolved.getEvent().getProfileId());
      } else {
        others.incrementAndGet();
      }
    });
    return new Seen(events.get(), messageIds, profiles, others.get());
  }

  /** Hands on all that came since it was last asked. */
  void read(Consumer<Resolved> each) throws InvalidProtocolBufferException {
    var ends = consumer.endOffsets(partitions);
    for (var partition : partitions) {
      long end = Objects.requireNonNull(ends.get(partition));
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          each.accept(Resolved.parseFrom(record.value()));
        }
      }
    }
  }

  /** Waits for an event, and says how many merges came on the way to it. */
  int until(String messageId) throws InvalidProtocolBufferException {
    int merges = 0;
    for (int waits = 0; waits < MOST_WAITS; waits++) {
      boolean there = false;
      for (var record : consumer.poll(Duration.ofSeconds(1))) {
        var resolved = Resolved.parseFrom(record.value());
        merges += resolved.hasMerged() ? 1 : 0;
        there |=
            resolved.hasEvent() && resolved.getEvent().getEvent().getMessageId().equals(messageId);
      }
      if (there) {
        return merges;
      }
    }
    throw new IllegalStateException(messageId + " does not come");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
