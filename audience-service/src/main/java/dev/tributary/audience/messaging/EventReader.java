package dev.tributary.audience.messaging;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records of {@code resolved} by their place. A few consumers without a group do it,
 * each for one question at a time; a question that finds none free within its patience, or Kafka
 * away, is answered that this is unavailable.
 */
@ApplicationScoped
class EventReader {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ofMillis(100));

  /** Little beside the record asked for: what comes with it is thrown away. */
  private static final int FETCH_BYTES = 16 << 10;

  private final KafkaSettings kafka;
  private final Semaphore free;
  private final Deque<KafkaConsumer<byte[], byte[]>> idle = new ArrayDeque<>();
  private boolean stopped;

  EventReader(KafkaSettings kafka, AudienceConfig config) {
    this.kafka = kafka;
    this.free = new Semaphore(config.timeline().readers(), true);
  }

  /**
   * Reads the records there; one that the topic does not hold any more is missing in the answer.
   *
   * @throws Unavailable if it cannot be done within five seconds
   */
  Map<EventReference, byte[]> read(List<EventReference> references) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    acquire();
    try {
      var consumer = idle().orElseGet(this::make);
      try {
        var records = new Reading(consumer, references, end).run();
        giveBack(consumer);
        return records;
      } catch (KafkaException | Unavailable e) {
        consumer.close(AT_ONCE);
        throw new Unavailable("The history cannot be read just now", e);
      }
    } catch (KafkaException e) {
      throw new Unavailable("The history cannot be read just now", e);
    } finally {
      free.release();
    }
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    stopped = true;
    idle.forEach(consumer -> consumer.close(AT_ONCE));
    idle.clear();
  }

  private synchronized Optional<KafkaConsumer<byte[], byte[]>> idle() {
    return Optional.ofNullable(idle.poll());
  }

  private synchronized void giveBack(KafkaConsumer<byte[], byte[]> consumer) {
    if (stopped) {
      consumer.close(AT_ONCE);
    } else {
      idle.push(consumer);
    }
  }

  private void acquire() {
    try {
      if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable("Too many questions about the history at once", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while waiting for the history", e);
    }
  }

  private KafkaConsumer<byte[], byte[]> make() {
    var settings = new HashMap<>(kafka.consumer("audience-timeline"));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() - 1_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** One question's reading. Partition by partition in the order of the offsets. */
  private static final class Reading {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, TreeMap<Long, EventReference>> wanted = new HashMap<>();
    private final Map<EventReference, byte[]> found = new HashMap<>();
    private final long end;

    private Reading(
        KafkaConsumer<byte[], byte[]> consumer, List<EventReference> references, long end) {
      this.consumer = consumer;
      this.end = end;
      for (var reference : references) {
        wanted
            .computeIfAbsent(
                new TopicPartition(Topic.RESOLVED.topicName(), reference.partition()),
                _ -> new TreeMap<>())
            .put(reference.offset(), reference);
      }
    }

    private Map<EventReference, byte[]> run() {
      forgetWhatIsGone();
      consumer.assign(wanted.keySet());
      consumer.resume(wanted.keySet());
      wanted.forEach((partition, offsets) -> consumer.seek(partition, offsets.firstKey()));
      while (!wanted.isEmpty()) {
        if (System.nanoTime() > end) {
          throw new Unavailable("The history did not answer in time", null);
        }
        take();
      }
      return found;
    }

    private void take() {
      var records = consumer.poll(POLL);
      for (var partition : records.partitions()) {
        var offsets = wanted.get(partition);
        long last = 0;
        for (var record : records.records(partition)) {
          last = record.offset();
          var reference = offsets == null ? null : offsets.remove(last);
          if (reference != null) {
            found.put(reference, record.value());
          }
        }
        goOn(partition, last);
      }
    }

    /** Whatever is wanted up to the last record seen is not there. */
    private void goOn(TopicPartition partition, long last) {
      var offsets = wanted.get(partition);
      if (offsets == null) {
        return;
      }
      offsets.headMap(last, true).clear();
      if (offsets.isEmpty()) {
        wanted.remove(partition);
        consumer.pause(List.of(partition));
      } else {
        consumer.seek(partition, offsets.firstKey());
      }
    }

    private void forgetWhatIsGone() {
      var first = consumer.beginningOffsets(wanted.keySet());
      var next = consumer.endOffsets(wanted.keySet());
      wanted.forEach((partition, offsets) -> {
        offsets.headMap(first.getOrDefault(partition, 0L), false).clear();
        offsets.tailMap(next.getOrDefault(partition, 0L), true).clear();
      });
      wanted.values().removeIf(TreeMap::isEmpty);
    }
  }
}
