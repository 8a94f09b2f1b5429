package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.proto.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The one sub-topology: {@code resolved} and {@code moves}, which have equally many partitions,
 * into the processor with its store; {@code changes} and {@code moves} out. {@code moves} is both,
 * so that what a merge or a split takes from a profile reaches the partition of the other one, and
 * what partitions tell each other of plans goes the same way.
 */
final class AudienceTopology {

  static final String CHANGES_SINK = "changes";
  static final String MOVES_SINK = "moves";

  /** Written and read by this service alone; made by it, see {@link StreamTopics}. */
  static final String MOVES_TOPIC = "tributary.audience-moves";

  /** Room for the state of a pathological profile, far above what Kafka's default allows. */
  static final int LARGEST_RECORD_BYTES = 16 << 20;

  private static final String PROCESSOR = "profiles";

  private AudienceTopology() {}

  static Topology of(
      Planning planning,
      StreamMetrics metrics,
      Tracing tracing,
      Retention retention,
      Duration tick) {
    var keys = new StringDeserializer();
    var store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ProfileStore.NAME),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(
                Map.of("max.message.bytes", Integer.toString(LARGEST_RECORD_BYTES)));
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            "resolved",
            keys,
            ArrivalSerdes.resolved(),
            Topic.RESOLVED.topicName())
        .addSource(AutoOffsetReset.earliest(), "moved", keys, ArrivalSerdes.moves(), MOVES_TOPIC)
        .addProcessor(
            PROCESSOR,
            () -> new ProfileProcessor(planning, metrics, tracing, retention, tick),
            "resolved",
            "moved")
        .addStateStore(store, PROCESSOR)
        .addSink(
            CHANGES_SINK,
            Topic.CHANGES.topicName(),
            new StringSerializer(),
            new ByteArraySerializer(),
            PROCESSOR)
        .addSink(
            MOVES_SINK, MOVES_TOPIC, new StringSerializer(), new ByteArraySerializer(), PROCESSOR);
  }
}
