package dev.tributary.identity.messaging;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.storage.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the workers with the service and stops them before it ends. */
@ApplicationScoped
class Workers {

  static final String GROUP = "tributary-identity";

  private static final Logger LOG = Logger.getLogger(Workers.class);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final IdentityConfig config;
  private final KafkaSettings kafka;
  private final Migrations migrations;
  private final BatchProcessor processor;
  private final IdentityMetrics metrics;
  private final int port;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Workers(
      IdentityConfig config,
      KafkaSettings kafka,
      Migrations migrations,
      BatchProcessor processor,
      IdentityMetrics metrics,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.kafka = kafka;
    this.migrations = migrations;
    this.processor = processor;
    this.metrics = metrics;
    this.port = port;
  }

  void start(@Observes StartupEvent event) {
    for (int i = 0; i < config.workers(); i++) {
      var name = GROUP + "-" + config.instance().orElseGet(this::hostAndPort) + "-" + i;
      var worker = new Worker(() -> session(name), migrations);
      workers.add(worker);
      threads.add(Thread.ofPlatform().name(name).start(worker));
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.forEach(Worker::stop);
    for (var thread : threads) {
      if (!thread.join(STOP)) {
        LOG.warn("A worker does not end in time; its batch will be resolved again");
      }
    }
  }

  private WorkerSession session(String name) {
    return new WorkerSession(
        consumerSettings(kafka.consumer(name), name, config.batchSize()),
        producerSettings(kafka.producer(name), name),
        processor,
        metrics);
  }

  /** A static member of the group: one that comes back after a crash waits for nobody. */
  static Map<String, Object> consumerSettings(
      Map<String, Object> settings, String name, int batchSize) {
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    return settings;
  }

  static Map<String, Object> producerSettings(Map<String, Object> settings, String name) {
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 14_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000L);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2L);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
    return settings;
  }

  private String hostAndPort() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + port;
    } catch (UnknownHostException _) {
      return "localhost-" + port;
    }
  }
}
