package dev.tributary.ingest.messaging;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one producer of the service, given out only while Kafka is known to be there.
 *
 * <p>A thread of its own makes the producer, keeps its knowledge of the topics warm, so that
 * sending never waits for it, asks the cluster regularly whether it is there, and makes a new
 * producer should one break for good. So a broker that is away, at start or later, is noticed
 * within a moment, and so is its return.
 */
@Singleton
class KafkaConnection {

  private static final Logger LOG = Logger.getLogger(KafkaConnection.class);
  private static final List<Topic> TOPICS = List.of(Topic.RECEIVED, Topic.QUARANTINED);
  private static final long WARM_UP_MILLIS = 100;
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final IngestConfig config;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "kafka-connection");

  private volatile @Nullable Producer<byte[], byte[]> producer;
  private volatile boolean present;
  private volatile boolean broken;

  KafkaConnection(KafkaSettings kafka, IngestConfig config) {
    this.kafka = kafka;
    this.config = config;
  }

  /** The producer; empty while Kafka is not known to be there. Never waits. */
  Optional<Producer<byte[], byte[]>> producer() {
    return present ? Optional.ofNullable(producer) : Optional.empty();
  }

  boolean isPresent() {
    return present;
  }

  /** Says that the producer will never send again. */
  void replace() {
    broken = true;
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  /** After HTTP has stopped, so that what was taken is still written. */
  void stop(@Observes @Priority(10_000) ShutdownEvent event) throws InterruptedException {
    stopped.countDown();
    thread.join(PROBE.plus(config.log().acknowledgeWithin()).toMillis());
  }

  private void run() {
    try (var admin = new AdminHolder()) {
      do {
        try {
          look(admin);
        } catch (RuntimeException e) { // The outermost frame: without this thread all ends in 503.
          LOG.error("Looking after the Kafka connection failed; it is tried again", e);
        }
      } while (!stopped());
    } finally {
      close(config.log().acknowledgeWithin());
    }
  }

  private void look(AdminHolder admin) {
    boolean there = false;
    try {
      if (broken) {
        close(Duration.ZERO);
      }
      there = warmUp(made()) && admin.answers();
    } catch (KafkaException _) {
      // Away, or not yet configured to be found: the same to those who wait.
    }
    if (there != present) {
      present = there;
      if (there) {
        LOG.info("Kafka is there: events are taken");
      } else {
        LOG.warn("Kafka is away: requests are answered 503 until it is back");
      }
    }
  }

  private Producer<byte[], byte[]> made() {
    var known = producer;
    if (known == null) {
      broken = false;
      known = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = known;
    }
    return known;
  }

  private Map<String, Object> settings() {
    var settings = kafka.producer("ingest");
    var log = config.log();
    int within = (int) log.acknowledgeWithin().toMillis();
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, within);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, within / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WARM_UP_MILLIS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, log.lingerMillis());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    settings.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG, log.compression().name().toLowerCase(Locale.ROOT));
    // A fourth more than is ever admitted, for what is lost between the records of a batch.
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.limits().inFlightBytes() / 4L * 5L);
    return settings;
  }

  private static boolean warmUp(Producer<byte[], byte[]> producer) {
    return TOPICS.stream().noneMatch(topic -> producer.partitionsFor(topic.topicName()).isEmpty());
  }

  private void close(Duration patience) {
    var known = producer;
    producer = null;
    if (known != null) {
      known.close(patience);
    }
  }

  private boolean stopped() {
    long pause = present ? config.log().watchEvery().toMillis() : WARM_UP_MILLIS;
    try {
      return stopped.await(pause, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Asks the cluster whether it is there. Made on first use: the address may not resolve yet. */
  private final class AdminHolder implements AutoCloseable {

    private @Nullable Admin admin;

    boolean answers() {
      var known = admin;
      if (known == null) {
        known = Admin.create(kafka.admin("ingest-watch"));
        admin = known;
      }
      try {
        return !known
            .describeCluster()
            .nodes()
            .get(PROBE.toMillis(), TimeUnit.MILLISECONDS)
            .isEmpty();
      } catch (ExecutionException | TimeoutException _) {
        return false;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }
}
