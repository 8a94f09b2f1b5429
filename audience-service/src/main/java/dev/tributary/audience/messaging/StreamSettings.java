package dev.tributary.audience.messaging;

import dev.tributary.audience.config.AudienceConfig;
import dev.tributary.platform.bus.KafkaSettings;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' configuration: the shared one of the bus, and what exactly once asks for. */
final class StreamSettings {

  static final String APPLICATION_ID = "tributary-audience";

  private StreamSettings() {}

  static Properties of(AudienceConfig config, KafkaSettings kafka) {
    SharedRocksMemory.limitTo((long) config.stateMemoryMib() << 20);
    var settings = new Properties();
    settings.putAll(kafka.admin(APPLICATION_ID + "-" + config.instanceId()));
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.address());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, OversizeRecords.class);
    // Back in its place at once after a crash; elsewhere after ten seconds.
    consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instanceId());
    consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    producer(settings, ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    producer(
        settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, AudienceTopology.LARGEST_RECORD_BYTES);
    return settings;
  }

  private static void consumer(Properties settings, String key, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  private static void producer(Properties settings, String key, Object value) {
    settings.put(StreamsConfig.producerPrefix(key), value);
  }
}
