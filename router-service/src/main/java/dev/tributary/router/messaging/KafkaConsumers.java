package dev.tributary.router.messaging;

import dev.tributary.platform.bus.KafkaSettings;
import dev.tributary.router.config.RouterConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumers as the router needs them. The shared one is a member of its group that is known by
 * name, so that a router that comes back after a crash goes on at once instead of waiting for its
 * own ghost. The others fetch less at once, because there may be one for each destination.
 */
@ApplicationScoped
class KafkaConsumers implements LaneParts.Consumers {

  private static final int SESSION_MILLIS = 6_000; // the least a broker allows by default
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int METADATA_MILLIS = 30_000; // finds added partitions
  private static final Fetch SHARED = new Fetch(8 << 20, 1 << 20, 500);
  private static final Fetch CATCHING_UP = new Fetch(1 << 20, 256 << 10, 250);
  private static final Fetch JUMPING =
      new Fetch(4 << 20, 64 << 10, 250); // drops what it jumps over

  private final KafkaSettings kafka;
  private final String instance;

  /** How much is read at once: bytes in all and of a partition, and records of these. */
  private record Fetch(int bytes, int partitionBytes, int records) {}

  KafkaConsumers(KafkaSettings kafka, RouterConfig config) {
    this.kafka = kafka;
    this.instance = config.instance().replaceAll("[^A-Za-z0-9._-]", "-");
  }

  @Override
  public Consumer<String, byte[]> openShared(String group) {
    var settings = kafka.consumer("router");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return open(settings, SHARED);
  }

  @Override
  public Consumer<String, byte[]> openCatchUp(String destination) {
    return open(kafka.consumer("router-" + destination), CATCHING_UP);
  }

  @Override
  public Consumer<String, byte[]> openAlone(String destination) {
    return open(kafka.consumer("router-again-" + destination), JUMPING);
  }

  private static Consumer<String, byte[]> open(Map<String, Object> settings, Fetch fetch) {
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch.bytes());
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetch.partitionBytes());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, fetch.records());
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
