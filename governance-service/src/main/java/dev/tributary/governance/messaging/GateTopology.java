package dev.tributary.governance.messaging;

import dev.tributary.governance.domain.Gate;
import dev.tributary.governance.domain.deduplication.SeenMessages;
import dev.tributary.proto.Topic;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stream of this service: one source, one processor, two sinks. Keys and values are bytes all
 * the way, so that nothing can fail to deserialize.
 */
public final class GateTopology {

  static final String ACCEPTED = "accepted";
  static final String QUARANTINED = "quarantined";

  private static final String RECEIVED = "received";
  private static final String GATE = "gate";

  private GateTopology() {}

  /**
   * The topology.
   *
   * @param store where a partition's seen messages are kept
   * @param seenMessages how that store is read
   * @param gates makes the gate over them
   */
  public static Topology of(
      StoreBuilder<KeyValueStore<Bytes, byte[]>> store,
      Function<KeyValueStore<Bytes, byte[]>, SeenMessages> seenMessages,
      Function<SeenMessages, Gate> gates,
      GateMetrics metrics,
      Tracing tracing) {
    var bytesIn = new ByteArrayDeserializer();
    var bytesOut = new ByteArraySerializer();
    var gate =
        new Gates(
            store,
            context -> {
              var seen = seenMessages.apply(context.getStateStore(store.name()));
              return new GateTask(context, gates.apply(seen), metrics, tracing);
            });
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            RECEIVED,
            // The record's own time, which is that of receipt; 0 for the few that have none.
            (record, _) -> Math.max(0, record.timestamp()),
            bytesIn,
            bytesIn,
            Topic.RECEIVED.topicName())
        .addProcessor(GATE, gate, RECEIVED)
        .addSink(ACCEPTED, Topic.ACCEPTED.topicName(), bytesOut, bytesOut, GATE)
        .addSink(QUARANTINED, Topic.QUARANTINED.topicName(), bytesOut, bytesOut, GATE);
  }

  private record Gates(
      StoreBuilder<?> store, Function<ProcessorContext<byte[], byte[]>, GateTask> tasks)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new GateProcessor(tasks);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store);
    }
  }
}
