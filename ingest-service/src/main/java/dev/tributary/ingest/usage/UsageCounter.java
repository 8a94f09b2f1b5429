package dev.tributary.ingest.usage;

import dev.tributary.ingest.domain.usage.Tally;
import dev.tributary.ingest.domain.usage.UsageStore;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.proto.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Counts usage from {@code received}, on a thread of its own: each record once, for its position is
 * stored with the counts. Replicas share the partitions; one that was taken for dead and counts on
 * finds that others have counted its records, and begins anew where they are.
 */
@ApplicationScoped
class UsageCounter {

  private static final Logger LOG = Logger.getLogger(UsageCounter.class);
  private static final String GROUP = "tributary-ingest-usage";
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofSeconds(1);

  /** So long counts stand in memory before they are stored. */
  private static final long STORED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final KafkaSettings kafka;
  private final UsageStore store;
  private final Counter counted;
  private final Thread thread = new Thread(this::run, "usage-counter");

  /** The store's positions, of this replica's partitions; none where nothing was counted yet. */
  private final Map<Integer, Long> stored = new HashMap<>();

  /** Where the tally ends, of partitions of which it holds something. */
  private final Map<Integer, Long> to = new HashMap<>();

  private Tally tally = new Tally();
  private long records;
  private long since = System.nanoTime();

  private volatile boolean stopped;

  UsageCounter(KafkaSettings kafka, UsageStore store, MeterRegistry metrics) {
    this.kafka = kafka;
    this.store = store;
    this.counted = metrics.counter("tributary.ingest.usage.counted");
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    thread.join(Duration.ofSeconds(10));
  }

  private void run() {
    boolean away = false;
    while (!stopped) {
      try {
        count();
        away = false;
      } catch (KafkaException | Unavailable e) {
        if (!away) {
          LOG.warnf(
              "Usage is not counted just now (%s); it is made up for later",
              e.getClass().getSimpleName());
        }
        away = true;
        rest();
      } catch (RuntimeException e) { // The outermost frame: without this thread usage stands still.
        LOG.error("Counting usage failed; it is tried again", e);
        rest();
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void count() {
    var settings = kafka.consumer("ingest-usage");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 << 10); // nobody waits for it
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(
          List.of(Topic.RECEIVED.topicName()),
          new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
              store(consumer, false);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
              begin(consumer, partitions);
            }
          });
      while (!stopped) {
        consumer.poll(WAIT).forEach(this::add);
        if (System.nanoTime() - since > STORED_EVERY_NANOS) {
          store(consumer, true);
        }
      }
      store(consumer, false);
    } finally {
      forget();
    }
  }

  private void begin(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    forget();
    var positions = store.positions();
    stored.clear();
    stored.putAll(positions);
    for (var partition : partitions) {
      var known = positions.get(partition.partition());
      if (known == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, known);
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    records++;
    to.put(record.partition(), record.offset() + 1);
    try {
      var event = EventHead.parse(record.value());
      tally.add(event.source(), event.user(), event.receivedAtMillis());
    } catch (IOException _) {
      // governance keeps it aside; whose it is nobody can say
    }
  }

  private void store(KafkaConsumer<byte[], byte[]> consumer, boolean goesOn) {
    if (!to.isEmpty()) {
      if (store.add(tally, stored, to)) {
        counted.increment((double) records);
        stored.putAll(to);
      } else if (goesOn) {
        begin(consumer, consumer.assignment());
      }
    }
    forget();
  }

  private void forget() {
    tally = new Tally();
    records = 0;
    to.clear();
    since = System.nanoTime();
  }
}
