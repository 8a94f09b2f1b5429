package dev.tributary.platform.definitions.messaging;

import dev.tributary.platform.bus.DefinitionRecord;
import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.platform.definitions.DefinitionsConfig;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.definition.DefinitionPublisher;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.proto.Topic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Definitions to the bus, each in a transaction of its own. All replicas of a service share one
 * transactional id, so that the newest to publish shuts out every older one: a version that a
 * stalled replica was about to send cannot arrive after a newer version, even though its lock in
 * PostgreSQL is long gone.
 */
@ApplicationScoped
class KafkaDefinitionPublisher implements DefinitionPublisher {

  private static final String TOPIC = Topic.DEFINITIONS.topicName();

  private final KafkaSettings kafka;
  private final DefinitionsConfig config;
  private final String service;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  KafkaDefinitionPublisher(
      KafkaSettings kafka,
      DefinitionsConfig config,
      @ConfigProperty(name = "tributary.service") String service) {
    this.kafka = kafka;
    this.config = config;
    this.service = service;
  }

  @Override
  public void publish(DefinitionVersion version) {
    turn.lock();
    try {
      send(record(version));
    } catch (InterruptException e) {
      forget();
      throw new Unavailable("Interrupted while publishing a definition", e);
    } catch (KafkaException | IllegalStateException e) {
      // Shut out by another replica, Kafka away, or the last transaction's end unknown: a fresh
      // producer, which the caller's next attempt makes, settles each of them.
      forget();
      throw new Unavailable("Kafka does not take the definition just now", e);
    } finally {
      turn.unlock();
    }
  }

  @PreDestroy
  void close() {
    turn.lock();
    try {
      forget();
    } finally {
      turn.unlock();
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var sender = open();
    sender.beginTransaction();
    var _ = sender.send(record);
    sender.commitTransaction(); // Flushes, and throws what the send failed with.
  }

  private KafkaProducer<byte[], byte[]> open() {
    if (producer == null) {
      var fresh =
          new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
      producer = fresh;
      fresh.initTransactions();
    }
    return producer;
  }

  private Map<String, Object> settings() {
    int timeout = Math.toIntExact(config.publishTimeout().toMillis());
    var settings = kafka.producer("definitions-publisher");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tributary-definitions-" + service);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return settings;
  }

  private void forget() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(DefinitionVersion version) {
    return switch (version) {
      case DefinitionVersion.Written(var definition) -> DefinitionRecord.changed(TOPIC, definition);
      case DefinitionVersion.Deleted deleted -> DefinitionRecord.deleted(TOPIC, deleted.key());
    };
  }
}
