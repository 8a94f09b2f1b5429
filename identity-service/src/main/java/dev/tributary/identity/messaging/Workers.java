package dev.tributary.identity.messaging;

import dev.tributary.identity.config.IdentityConfig;
import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.identity.domain.rules.RulesInForce;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.proto.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Starts the workers that resolve with the service and stops them before it ends. */
@ApplicationScoped
class Workers {

  static final String GROUP = "tributary-identity";

  private final IdentityConfig config;
  private final InstanceName instance;
  private final KafkaSettings kafka;
  private final Migrations migrations;
  private final RulesInForce rules;
  private final BatchProcessor processor;
  private final IdentityMetrics metrics;
  private final WorkerGroup workers = new WorkerGroup();

  Workers(
      IdentityConfig config,
      InstanceName instance,
      KafkaSettings kafka,
      Migrations migrations,
      RulesInForce rules,
      BatchProcessor processor,
      IdentityMetrics metrics) {
    this.config = config;
    this.instance = instance;
    this.kafka = kafka;
    this.migrations = migrations;
    this.rules = rules;
    this.processor = processor;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    var member = GROUP + "-" + instance.text();
    workers.start("Resolving", config.workers(), member, this::session, this::ready);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    workers.stop();
  }

  /** Nobody resolves before PostgreSQL has its tables and the rules are known. */
  private boolean ready() {
    return migrations.done() && rules.areKnown();
  }

  private Session session(String name) {
    return new WorkerSession(
        new GroupConsumer(kafka, Topic.ACCEPTED, GROUP, name, config.batchSize()),
        producerSettings(kafka.producer(name), name),
        processor,
        new Recognition(config.recognisedEvents()),
        metrics);
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
}
