package dev.tributary.router.messaging;

import dev.tributary.proto.v1.SourceRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that dead letters were written for, by where they stand. Used by one thread;
 * has a consumer once something was asked for.
 */
final class SourceRecords implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LaneParts.Consumers consumers;
  private @Nullable Consumer<String, byte[]> consumer;

  SourceRecords(LaneParts.Consumers consumers) {
    this.consumers = consumers;
  }

  /** Where a record stands. */
  record Place(TopicPartition partition, long offset) {

    static Place of(SourceRecord source) {
      return new Place(
          new TopicPartition(source.getTopic(), source.getPartition()), source.getOffset());
    }
  }

  /**
   * Those of the records that Kafka still keeps.
   *
   * @throws KafkaException if Kafka does not give them out now
   */
  Map<Place, ConsumerRecord<String, byte[]>> find(Collection<Place> places) {
    var offsets = new HashMap<TopicPartition, NavigableSet<Long>>();
    for (var place : places) {
      offsets.computeIfAbsent(place.partition(), _ -> new TreeSet<>()).add(place.offset());
    }
    var found = new HashMap<Place, ConsumerRecord<String, byte[]>>();
    offsets.forEach((partition, wanted) -> find(partition, wanted, found));
    return found;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }

  private void find(
      TopicPartition partition,
      NavigableSet<Long> wanted,
      Map<Place, ConsumerRecord<String, byte[]>> found) {
    var opened = consumer();
    opened.assign(Set.of(partition));
    long begin = opened.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    long end = opened.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    var left = List.copyOf(wanted.subSet(begin, Math.max(begin, end)));
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!left.isEmpty()) {
      if (System.nanoTime() - until > 0) {
        throw new KafkaException("Kafka does not give the records of dead letters out");
      }
      opened.seek(partition, left.getFirst());
      left = SingleRecords.read(opened, partition, left, taker(partition, found));
    }
  }

  private static SingleRecords.Taker taker(
      TopicPartition partition, Map<Place, ConsumerRecord<String, byte[]>> found) {
    return new SingleRecords.Taker() {
      @Override
      public void found(ConsumerRecord<String, byte[]> record) {
        found.put(new Place(partition, record.offset()), record);
      }

      @Override
      public void gone(long offset) {}

      @Override
      public boolean goesOn() {
        return true;
      }
    };
  }

  private Consumer<String, byte[]> consumer() {
    var opened = consumer;
    if (opened == null) {
      opened = consumers.openAlone("replay");
      consumer = opened;
    }
    return opened;
  }
}
