package dev.tributary.platform.definitions;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.Definition;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * The definitions in force, read from the bus: every replica of every service sees the same ones in
 * the same order. What {@link #find} and {@link #all} answer is what was read so far; before the
 * service is ready it may be incomplete.
 *
 * <p>One thread reads the whole topic from its beginning and tells the listeners. When Kafka is
 * away it keeps what it has, retries, and goes on where it stood.
 */
@ApplicationScoped
public class DefinitionsFeed {

  private static final Logger LOG = Logger.getLogger(DefinitionsFeed.class);
  private static final TopicPartition PARTITION =
      new TopicPartition(Topic.DEFINITIONS.topicName(), 0);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final DefinitionsConfig config;
  private final CurrentDefinitions current;
  private final ReadBarriers barriers = new ReadBarriers();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "definitions-feed");

  private volatile boolean loaded;
  private long next;

  DefinitionsFeed(KafkaSettings kafka, DefinitionsConfig config, CurrentDefinitions current) {
    this.kafka = kafka;
    this.config = config;
    this.current = current;
  }

  /** The definition in force under a key. */
  public Optional<Definition> find(DefinitionKey key) {
    return current.find(key);
  }

  /** All definitions in force of a kind, by name. */
  public List<Definition> all(Kind kind) {
    return current.all(kind);
  }

  /** Whether everything there was at start has been read and every listener told of it. */
  public boolean loaded() {
    return loaded;
  }

  /**
   * Blocks until everything that was published before the call has been read, and listeners told.
   *
   * @throws Unavailable if that takes longer than {@code tributary.definitions.catch-up-timeout}
   */
  public void catchUp() {
    try {
      if (!barriers.await(config.catchUpTimeout())) {
        throw new Unavailable("The definitions cannot be read from Kafka just now", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Interrupted while reading definitions", e);
    }
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    barriers.wakeUp();
    thread.join(PAUSE.toMillis() * 5);
  }

  private void run() {
    boolean away = false;
    while (stopped.getCount() > 0) {
      try (var consumer = open("definitions-feed", "read_committed");
          var ends = open("definitions-end", "read_uncommitted")) {
        barriers.wakeUpThrough(() -> {
          consumer.wakeup();
          ends.wakeup();
        });
        prepare(consumer, ends);
        if (away) {
          LOG.info("Definitions are being read again");
          away = false;
        }
        follow(consumer, ends);
      } catch (WakeupException _) {
        // Asked to look at the barriers, or to stop: the loop does both.
      } catch (KafkaException e) {
        if (!away) {
          LOG.warnf(
              "Definitions cannot be read; those known stay in force, retrying until Kafka is back (%s)",
              e.getClass().getSimpleName());
          away = true;
        }
        pause();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> open(String clientId, String isolation) {
    var settings = kafka.consumer(clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void prepare(KafkaConsumer<byte[], byte[]> consumer, KafkaConsumer<byte[], byte[]> ends) {
    consumer.assign(List.of(PARTITION));
    consumer.seek(PARTITION, next);
    if (!loaded) {
      long end = endOf(ends);
      while (next < end && stopped.getCount() > 0) {
        consumer.poll(POLL).forEach(current::load);
        next = consumer.position(PARTITION);
      }
      if (stopped.getCount() > 0) {
        current.tellAll();
        loaded = true;
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, KafkaConsumer<byte[], byte[]> ends) {
    while (stopped.getCount() > 0) {
      try {
        barriers.aim(() -> endOf(ends));
        barriers.reached(next); // Who waits for nothing new need not wait for the poll.
        consumer.poll(POLL).forEach(current::change);
      } catch (WakeupException _) {
        continue; // Somebody waits at a barrier, or the service stops.
      }
      next = consumer.position(PARTITION);
      barriers.reached(next);
    }
  }

  /**
   * The end of what is written, committed or not. A publisher is told that its transaction is
   * committed before the partitions hear of it: until then the end of what is committed still lies
   * before what it has published.
   */
  private static long endOf(KafkaConsumer<byte[], byte[]> ends) {
    return ends.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
  }

  private void pause() {
    try {
      var _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
