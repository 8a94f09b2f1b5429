package dev.tributary.platform.bus;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The properties every Kafka client of a service starts from: all {@code kafka.*} configuration
 * (address, TLS, SASL), and what the guarantees of the stream ask for. A caller adds its own to the
 * map it gets, which is a fresh copy.
 */
@ApplicationScoped
public class KafkaSettings {

  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

  private final Map<String, Object> shared;

  KafkaSettings(@Identifier("default-kafka-broker") Map<String, Object> shared) {
    this.shared = shared;
    NativeLz4.load();
  }

  /** For a producer whose acknowledgement is a promise: {@code acks=all}, idempotent. */
  public Map<String, Object> producer(String clientId) {
    var settings = client(clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return settings;
  }

  /**
   * For a consumer that commits nothing by itself, reads committed records only, starts at the
   * beginning where it has no position, and never makes a topic by asking for it.
   */
  public Map<String, Object> consumer(String clientId) {
    var settings = client(clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    return settings;
  }

  /** For an admin client. */
  public Map<String, Object> admin(String clientId) {
    var settings = client(clientId);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    return settings;
  }

  private Map<String, Object> client(String clientId) {
    var settings = new HashMap<>(shared);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 5_000L);
    return settings;
  }
}
