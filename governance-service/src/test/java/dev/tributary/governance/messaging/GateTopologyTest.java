package dev.tributary.governance.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.governance.domain.Balance;
import dev.tributary.governance.domain.Gate;
import dev.tributary.governance.domain.Ledger;
import dev.tributary.governance.domain.deduplication.Deduplication;
import dev.tributary.governance.domain.deduplication.Window;
import dev.tributary.governance.storage.RocksMemory;
import dev.tributary.governance.storage.SightingStores;
import dev.tributary.governance.storage.StoredSeenMessages;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.Finding;
import dev.tributary.proto.v1.Quarantined;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GateTopologyTest {

  private static final RocksMemory MEMORY = new RocksMemory(16 << 20);
  private static final Window WINDOW = new Window(Duration.ofDays(30), Duration.ofDays(7));
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final byte[] KEY = "user-1".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private final Ledger ledger = new Ledger();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> received;
  private TestOutputTopic<byte[], byte[]> accepted;
  private TestOutputTopic<byte[], byte[]> quarantined;

  @BeforeEach
  void open() {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    var topology =
        GateTopology.of(
            SightingStores.builder(WINDOW, MEMORY),
            StoredSeenMessages::new,
            seen -> new Gate(new Deduplication(seen, WINDOW)),
            new GateMetrics(ledger, registry),
            new NoTracing());
    driver = new TopologyTestDriver(topology, settings, NOON);
    received =
        driver.createInputTopic(
            Topic.RECEIVED.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    accepted = output(Topic.ACCEPTED);
    quarantined = output(Topic.QUARANTINED);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void passesAnEventOnWithItsBirthAndEverythingElseAsItWas() throws Exception {
    // Given
    var event = Events.track("shop", "m-1", NOON.toEpochMilli()).build();
    var headers =
        new RecordHeaders().add("traceparent", "00-1-2-01".getBytes(StandardCharsets.UTF_8));

    // When
    received.pipeInput(new TestRecord<>(KEY, Events.track("shop", "m-0", 1).build().toByteArray()));
    received.pipeInput(new TestRecord<>(KEY, event.toByteArray(), headers, 4_711L));

    // Then
    var records = accepted.readRecordsToList();
    assertThat(records).hasSize(2);
    var record = records.get(1);
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.timestamp()).isEqualTo(4_711L);
    assertThat(record.headers()).isEqualTo(headers);
    assertThat(record.value()).startsWith(event.toByteArray());
    assertThat(Event.parseFrom(record.value()))
        .isEqualTo(event.toBuilder().setBirth(Birth.newBuilder().setOffset(1)).build());
  }

  @Test
  void keepsTheBirthThatAReplayedEventHas() throws Exception {
    // Given
    send(Events.track("shop", "m-1", NOON.toEpochMilli()));
    var once = accepted.readValue();

    // When
    received.pipeInput(KEY, once);
    send(Events.track("shop", "m-1", NOON.toEpochMilli()));

    // Then
    assertThat(accepted.readValuesToList()).containsExactly(once);
    assertThat(ledger.balance()).isEqualTo(new Balance(3, 2, 0, 1));
  }

  @ParameterizedTest
  @MethodSource("notEvents")
  void quarantinesWhatIsNoEventByteForByte(String code, byte[] bytes) throws Exception {
    // Given, When
    received.pipeInput(new TestRecord<>(KEY, bytes, NOON));

    // Then
    var record = quarantined.readRecord();
    var wire = Quarantined.parseFrom(record.value());
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(wire.getRecord().toByteArray()).isEqualTo(bytes == null ? new byte[0] : bytes);
    assertThat(wire.getCode()).isEqualTo(code);
    assertThat(wire.getStage()).isEqualTo("governance");
    assertThat(wire.hasBirth()).isTrue();
    assertThat(wire.getQuarantinedAtMillis()).isEqualTo(NOON.toEpochMilli());
    assertThat(wire.getFindingsList()).extracting(Finding::getCode).startsWith(code);
    assertThat(accepted.isEmpty()).isTrue();
    assertThat(registry.counter("tributary.governance.quarantined", "code", code).count())
        .isEqualTo(1);
  }

  static Stream<Arguments> notEvents() {
    var good = Events.track("shop", "m-1", NOON.toEpochMilli()).build();
    return Stream.of(
        Arguments.of("empty", null),
        Arguments.of("empty", new byte[0]),
        Arguments.of("unparseable", "{\"type\":\"track\"}".getBytes(StandardCharsets.UTF_8)),
        Arguments.of(
            "unparseable",
            good.toByteString().substring(0, good.getSerializedSize() - 3).toByteArray()),
        // The message id is not UTF-8.
        Arguments.of("unparseable", new byte[] {0x0a, 2, (byte) 0xc3, 0x28}),
        // Another message, whose fields happen to fit: a type number of no call.
        Arguments.of("message_id_required", new byte[] {0x18, 99}),
        Arguments.of(
            "payload_malformed",
            good.toBuilder().setPayload(ByteString.copyFromUtf8("{\"a\":")).build().toByteArray()),
        Arguments.of(
            "payload_not_object",
            good.toBuilder().setPayload(ByteString.copyFromUtf8("[1]")).build().toByteArray()),
        Arguments.of(
            "context_not_object",
            good.toBuilder().setBatchContext(ByteString.copyFromUtf8("7")).build().toByteArray()));
  }

  @Test
  void survivesAnyBytes() throws Exception {
    // Given
    var random = new SplittableRandom(42);
    var good = Events.track("shop", "m-1", NOON.toEpochMilli()).build().toByteArray();

    // When
    var sent = new ArrayList<ByteString>();
    for (int i = 0; i < 500; i++) {
      var bytes = good.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      received.pipeInput(KEY, bytes);
      sent.add(ByteString.copyFrom(bytes));
    }

    // Then
    var balance = ledger.balance();
    assertThat(balance.received()).isEqualTo(500);
    assertThat(balance.open()).isZero();
    assertThat(accepted.getQueueSize()).isEqualTo(balance.accepted());
    assertThat(quarantined.getQueueSize()).isEqualTo(balance.quarantined());
    for (var record : quarantined.readValuesToList()) {
      var wire = Quarantined.parseFrom(record);
      assertThat(wire.getRecord()).isEqualTo(sent.get((int) wire.getBirth().getOffset()));
    }
  }

  @Test
  void passesOnTheTraceOfARecordItQuarantines() {
    // Given
    var headers =
        new RecordHeaders().add("traceparent", "00-1-2-01".getBytes(StandardCharsets.UTF_8));

    // When
    received.pipeInput(new TestRecord<>(KEY, new byte[] {1}, headers, 4_711L));

    // Then
    var record = quarantined.readRecord();
    assertThat(record.headers()).isEqualTo(headers);
    assertThat(record.timestamp()).isEqualTo(4_711L);
  }

  @Test
  void pointsAtARecordThatIsTooLargeInsteadOfCopyingIt() throws Exception {
    // Given
    var event =
        Events.track("shop", "m-1", 1).setPayload(ByteString.copyFrom(new byte[1_000_000])).build();

    // When
    received.pipeInput(KEY, event.toByteArray());

    // Then
    var record = quarantined.readRecord();
    var wire = Quarantined.parseFrom(record.value());
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(wire.getCode()).isEqualTo("record_too_large");
    assertThat(wire.getRecord()).isEmpty();
    assertThat(wire.hasBirth()).isTrue();
  }

  private void send(Event.Builder event) {
    received.pipeInput(KEY, event.build().toByteArray());
  }

  private TestOutputTopic<byte[], byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
