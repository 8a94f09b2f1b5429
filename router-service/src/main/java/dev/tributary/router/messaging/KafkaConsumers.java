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
 * Consumers as lanes need them: a member of the group that is known by name, so that a router that
 * comes back after a crash goes on at once instead of waiting for its own ghost; and a bounded
 * fetch, because there is one for each destination.
 */
@ApplicationScoped
class KafkaConsumers implements LaneParts.Consumers {

  private static final int SESSION_MILLIS = 6_000; // the least a broker allows by default
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int METADATA_MILLIS = 30_000; // finds added partitions
  private static final int FETCH_BYTES = 4 << 20;
  private static final int PARTITION_FETCH_BYTES = 512 << 10;
  private static final int ALONE_FETCH_BYTES = 64 << 10; // it jumps, and drops what it jumps over
  private static final int POLL_RECORDS = 250;

  private final KafkaSettings kafka;
  private final String instance;

  KafkaConsumers(KafkaSettings kafka, RouterConfig config) {
    this.kafka = kafka;
    this.instance = config.instance().replaceAll("[^A-Za-z0-9._-]", "-");
  }

  @Override
  public Consumer<String, byte[]> open(String destination, Subscription subscription) {
    var settings = kafka.consumer("router-" + destination);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GroupPositions.group(destination));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, subscription.memberName(instance));
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return open(settings, PARTITION_FETCH_BYTES);
  }

  @Override
  public Consumer<String, byte[]> openAlone(String destination) {
    return open(kafka.consumer("router-again-" + destination), ALONE_FETCH_BYTES);
  }

  private static Consumer<String, byte[]> open(Map<String, Object> settings, int partitionBytes) {
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionBytes);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
