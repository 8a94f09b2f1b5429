package dev.tributary.ingest.usage;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.domain.usage.GapWalk;
import dev.tributary.ingest.domain.usage.Horizon;
import dev.tributary.ingest.domain.usage.Offsets;
import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.proto.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads back from {@code received} what no replica has counted, once it is old enough that none
 * will: most of the time nothing. Replicas share the partitions; should two read the same, the
 * store takes it from one.
 */
@Singleton
class UsageGaps {

  private static final Logger LOG = Logger.getLogger(UsageGaps.class);
  private static final String GROUP = "tributary-ingest-usage";
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final long STORED_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final KafkaSettings kafka;
  private final UsageStore store;
  private final Counter readBack;
  private final Horizon horizon;
  private final long lookEveryNanos;
  private final Repeating repeating = new Repeating("usage-gaps", this::read);

  private final Map<TopicPartition, GapWalk> walks = new HashMap<>();
  private Tally tally = new Tally();
  private long storedAt;
  private long lookedAt;

  UsageGaps(KafkaSettings kafka, UsageStore store, IngestConfig config, MeterRegistry metrics) {
    this.kafka = kafka;
    this.store = store;
    this.readBack = metrics.counter("tributary.ingest.usage.read.back");
    long settledAfter = config.usage().settledAfter().toNanos();
    this.horizon = new Horizon(settledAfter);
    this.lookEveryNanos = settledAfter / 3;
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    repeating.stop();
  }

  /** For as long as a consumer lives. */
  private void read() {
    var settings = kafka.consumer("ingest-usage");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.RECEIVED.topicName()), new Standing(consumer));
      lookedAt = System.nanoTime() - lookEveryNanos;
      while (!repeating.isStopped()) {
        consumer.poll(WAIT).forEach(this::take);
        long now = System.nanoTime();
        if (now - storedAt >= STORED_EVERY_NANOS) {
          storedAt = now;
          add(consumer);
        }
        if (now - lookedAt >= lookEveryNanos && !consumer.assignment().isEmpty()) {
          lookedAt = now;
          add(consumer);
          look(consumer);
        }
      }
    } finally {
      forget();
    }
  }

  /** Nothing is read that is not asked for. */
  private final class Standing implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;

    Standing(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      forget();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
    }
  }

  private void forget() {
    walks.clear();
    tally = new Tally();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    var walk = walks.get(new TopicPartition(record.topic(), record.partition()));
    if (walk == null || !walk.wants(record.offset())) {
      return;
    }
    try {
      var event = EventHead.parse(record.value());
      tally.add(
          record.partition(),
          record.offset(),
          event.source(),
          event.user(),
          event.receivedAtMillis());
    } catch (IOException _) {
      // governance keeps it aside; whose it is nobody can say
    }
  }

  /** Adds what was read. What was counted meanwhile is left; the next look finds the rest. */
  private void add(KafkaConsumer<byte[], byte[]> consumer) {
    walks.entrySet().removeIf(each -> goesToItsEnd(consumer, each.getKey(), each.getValue()));
    if (!tally.isEmpty()) {
      var taken = tally;
      tally = new Tally();
      readBack.increment((double) taken.eventsIn(store.add(taken)));
    }
  }

  private boolean goesToItsEnd(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, GapWalk walk) {
    long position = consumer.position(partition);
    walk.readTo(position).forEach(range -> tally.covers(partition.partition(), range));
    if (walk.isDone()) {
      consumer.pause(List.of(partition));
      return true;
    }
    walk.leapFrom(position).ifPresent(to -> consumer.seek(partition, to));
    return false;
  }

  /** Begins with the gaps that there are now, whatever was walked before. */
  private void look(KafkaConsumer<byte[], byte[]> consumer) {
    var counted = store.counted(); // before the ends: what is counted lies before them
    var ends = new HashMap<Integer, Long>();
    consumer.endOffsets(consumer.assignment()).forEach((of, end) -> ends.put(of.partition(), end));
    long now = System.nanoTime();
    horizon.note(now, ends);
    walks.clear();
    consumer.pause(consumer.assignment());
    for (var partition : consumer.assignment()) {
      var known = counted.getOrDefault(partition.partition(), new Offsets());
      long end = ends.getOrDefault(partition.partition(), 0L);
      if (known.end() > end) {
        LOG.warnf(
            "Partition %d of %s ends at %d and was counted up to %d: it was made anew or cut",
            partition.partition(), partition.topic(), end, known.end());
        store.forgetFrom(partition.partition(), end);
      } else {
        horizon
            .of(partition.partition(), now)
            .ifPresent(settled -> walk(consumer, partition, known, Math.min(settled, end)));
      }
    }
  }

  private void walk(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Offsets known, long end) {
    var gaps = known.missingBefore(end);
    if (gaps.isEmpty()) {
      return;
    }
    var walk = new GapWalk(gaps);
    walks.put(partition, walk);
    if (consumer.position(partition) != walk.start()) {
      consumer.seek(partition, walk.start());
    }
    consumer.resume(List.of(partition));
  }
}
