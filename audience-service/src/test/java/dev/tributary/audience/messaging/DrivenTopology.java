package dev.tributary.audience.messaging;

import static dev.tributary.audience.messaging.Wire.event;
import static dev.tributary.audience.messaging.Wire.merged;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.platform.telemetry.Traces;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Change;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The topology with its store, timers and the topic for moves, in one process without a broker. */
abstract class DrivenTopology {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  @TempDir Path directory;

  private final List<Map.Entry<String, byte[]>> published = new ArrayList<>();
  private volatile Map<Long, Specified> latest = Map.of();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> resolved;
  private TestOutputTopic<String, byte[]> changes;
  long now = START.toEpochMilli();

  @BeforeEach
  void start() {
    var topology =
        AudienceTopology.of(
            new Planning(
                () -> latest, new PlansInForce(registry), new Positions(), new Published(), 1, 1),
            new StreamMetrics(registry),
            new NoTracing(),
            new Retention(Duration.ofDays(14), 10_000),
            Duration.ofMillis(200));
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    driver = new TopologyTestDriver(topology, settings, START);
    resolved =
        driver.createInputTopic(
            Topic.RESOLVED.topicName(), new StringSerializer(), new ByteArraySerializer());
    changes =
        driver.createOutputTopic(
            Topic.CHANGES.topicName(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  /** Until they are in force. */
  void define(Specified... definitions) {
    latest = Stream.of(definitions).collect(toUnmodifiableMap(Specified::id, one -> one));
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofMillis(20));
    }
  }

  static Specified audience(String name, String spec) {
    return Written.specified(false, name, 1, spec);
  }

  static Specified trait(String name, String spec) {
    return Written.specified(true, name, 1, spec);
  }

  void send(String profile, Wire event) {
    publish(profile, event.resolved(profile).toByteArray());
  }

  void sendMerge(String from, String into) {
    publish(from, merged(from, into).toByteArray());
  }

  void publish(@Nullable String key, byte[] value) {
    published.add(new AbstractMap.SimpleEntry<>(key, value));
    resolved.pipeInput(key, value);
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
    now += time.toMillis();
  }

  List<Change> told() {
    var told = new ArrayList<Change>();
    for (var bytes : changes.readValuesToList()) {
      try {
        told.add(Change.parseFrom(bytes));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return told;
  }

  double outcome(String code) {
    return registry.counter("tributary.audience.records", "outcome", code).count();
  }

  double changesOf(String kind, String cause) {
    return registry.counter("tributary.audience.changes", "kind", kind, "cause", cause).count();
  }

  long sizeOf(String audience) {
    var bytes = store().get(StoreKey.size(Rule.Audience.idOf(audience)));
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  int keysOf(byte purpose) {
    int count = 0;
    try (var all = store().all()) {
      while (all.hasNext()) {
        count += all.next().key.get()[0] == purpose ? 1 : 0;
      }
    }
    return count;
  }

  private KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(ProfileStore.NAME);
  }

  /** The history is what was published. */
  private final class Published implements History {

    @Override
    public void release(int partition) {
      // Nothing is open.
    }

    @Override
    public Future<Long> position(int partition) {
      return CompletableFuture.completedFuture(0L);
    }

    @Override
    public Future<Piece> read(
        int partition, Program program, long from, long pieceEnd, long until) {
      var piece = new PieceBuilder(program, now);
      published
          .subList((int) from, (int) until)
          .forEach(record ->
              piece.add(
                  record.getKey() == null ? null : record.getKey().getBytes(UTF_8),
                  record.getValue()));
      return CompletableFuture.completedFuture(new Piece(until, piece.profiles()));
    }
  }

  private static final class NoTracing implements Tracing {

    @Override
    public Traces.Consumed handling(Headers headers) {
      return () -> {};
    }

    @Override
    public void inject(Headers headers) {}
  }
}
