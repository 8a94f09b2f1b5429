package dev.tributary.identity.messaging;

import static dev.tributary.identity.Bus.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.Bus;
import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Quarantined;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ResolvingTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject BatchProcessor processor;
  @Inject MeterRegistry registry;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(servers);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void joinsAVisitorAndAUserIntoTheOlderProfile() {
    // Given
    var visitor = resolve(track("1").setAnonymousId("a" + run));
    var user = resolve(track("2").setUserId("u" + run).setReceivedAtMillis(1_767_225_609_000L));

    // When
    var joined =
        resolve(
            track("3")
                .setUserId("u" + run)
                .setAnonymousId("a" + run)
                .setReceivedAtMillis(1_767_225_610_000L));

    // Then
    assertThat(user.getProfileId()).isNotEqualTo(visitor.getProfileId());
    assertThat(joined.getProfileId()).isEqualTo(visitor.getProfileId());
    assertThat(joined.getMergedProfileIdsList()).containsExactly(user.getProfileId());
    var merged =
        bus.records().stream()
            .filter(record -> new String(record.key(), UTF_8).equals(user.getProfileId()))
            .map(Bus::parse)
            .filter(Resolved::hasMerged)
            .toList();
    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().getMerged().getIntoProfileId()).isEqualTo(visitor.getProfileId());
    assertThat(merged.getFirst().getMerged().getBirth()).isEqualTo(joined.getEvent().getBirth());
  }

  @Test
  void leavesTheEventAsItCameAndKeepsItsTimeAndHeaders() {
    // Given
    var payload = "{\"context\" : {\"externalIds\":[ ]},  \"z\":1.0,\"a\":\"\\u00e9\"}";
    var event = track("1").setUserId("u" + run).setPayload(bytes(payload)).build();

    // When
    bus.accept(event);
    var resolved =
        await().atMost(SOON).until(() -> bus.resolved(this::isMine), all -> all.size() == 1);

    // Then
    assertThat(resolved.getFirst().getEvent().getEvent()).isEqualTo(event);
    var record =
        bus.records().stream()
            .filter(each -> Bus.parse(each).getEvent().getEvent().equals(event))
            .findFirst()
            .orElseThrow();
    assertThat(record.timestamp()).isEqualTo(event.getReceivedAtMillis());
    assertThat(record.headers().lastHeader("traceparent").value())
        .isEqualTo("00-trace".getBytes(UTF_8));
    assertThat(new String(record.key(), UTF_8))
        .isEqualTo(resolved.getFirst().getEvent().getProfileId());
  }

  @Test
  void tellsTraitsAndIdentifiersThatAnIdentifyBrings() {
    // When
    var resolved =
        resolve(
            event(
                    EventType.EVENT_TYPE_IDENTIFY,
                    run + "-1",
                    """
                    {"traits":{"email":" Jane-%s@X.org","plan":"pro"},
                     "context":{"externalIds":[
                       {"id":"c%s","type":"crm_id","collection":"users","encoding":"none"},
                       {"id":"no","type":"crm_id","collection":"users"}]}}
                    """
                        .formatted(run, run))
                .setUserId("u" + run));

    // Then
    assertThat(resolved.getIdentifiersAddedList())
        .extracting(added -> added.getType() + "=" + added.getValue())
        .containsExactly("user_id=u" + run, "email=jane-" + run + "@x.org", "crm_id=c" + run);
    assertThat(resolved.getAnchor().getType()).isEqualTo("user_id");
    assertThat(resolved.getAnchor().getValue()).isEqualTo("u" + run);
    assertThat(resolved.getTraitChangesList())
        .extracting(change -> change.getName() + "=" + change.getValue().toStringUtf8())
        .containsExactly("email=\" Jane-" + run + "@X.org\"", "plan=\"pro\"");
  }

  @Test
  void aCrashBetweenTheTwoCommitsTellsTheSameOnceOnly() {
    // Given: PostgreSQL has committed, and what was to be sent is lost
    var events = new ArrayList<Event>();
    for (int i = 0; i < 200; i++) {
      events.add(
          event(EventType.EVENT_TYPE_IDENTIFY, run + "-" + i, "{\"traits\":{\"step\":" + i + "}}")
              .setUserId(i % 3 == 0 ? "" : "u" + i % 7 + run)
              .setAnonymousId("a" + i % 7 + run)
              .setTimestampMillis(1_767_225_600_000L + i)
              .build());
    }
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var event : events) {
      records.add(
          new ConsumerRecord<>(
              Topic.ACCEPTED.topicName(), 0, 0L, new byte[0], event.toByteArray()));
    }
    var lost = new HashSet<Resolved>();
    for (var record : processor.process(records, new Recognition(100)).records()) {
      if (record.topic().equals(Topic.RESOLVED.topicName())) {
        lost.add(parse(record.value()));
      }
    }

    // When: the same events are read again, by other workers and in other batches
    events.forEach(bus::accept);

    // Then
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(bus.resolved(this::isMine)).hasSize(events.size()));
    var told =
        bus.records().stream()
            .map(Bus::parse)
            .filter(resolved ->
                !resolved.hasEvent() || isMine(resolved.getEvent().getEvent().getMessageId()))
            .filter(lost::contains)
            .toList();
    assertThat(told).hasSameSizeAs(lost).containsAll(lost);
  }

  @Test
  void holdsBackWhatItCannotReadAndGoesOn() throws Exception {
    // Given
    double before = consumed("undecodable");
    var garbage = ("\uFFFF garbage " + run).getBytes(UTF_8);

    // When
    bus.accept("a" + run, garbage);
    bus.accept(
        track("1").setAnonymousId("a" + run).setPayload(bytes("{\"externalIds\" oops")).build());
    resolve(track("2").setAnonymousId("a" + run));

    // Then
    var held = new ArrayList<Quarantined>();
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          held.clear();
          for (var record : bus.records()) {
            if (record.topic().equals(Topic.QUARANTINED.topicName())
                && new String(record.key(), UTF_8).equals("a" + run)) {
              held.add(Quarantined.parseFrom(record.value()));
            }
          }
          assertThat(held)
              .extracting(Quarantined::getCode)
              .containsExactly("undecodable", "unparseable");
        });
    assertThat(held.getFirst().getRecord().toByteArray()).isEqualTo(garbage);
    assertThat(held.getFirst().getStage()).isEqualTo("identity");
    assertThat(consumed("undecodable")).isEqualTo(before + 1);
  }

  @Test
  void everyRecordEndsInExactlyOneOutcome() {
    // Given
    double before = consumedInAll();
    int count = 500;

    // When
    for (int i = 0; i < count; i++) {
      bus.accept(track(Integer.toString(i)).setAnonymousId("a" + i % 50 + run).build());
    }

    // Then
    await().atMost(SOON).until(() -> bus.resolved(this::isMine).size() == count);
    await().atMost(SOON).untilAsserted(() -> assertThat(consumedInAll()).isEqualTo(before + count));
  }

  private ResolvedEvent resolve(Event.Builder builder) {
    var event = builder.build();
    bus.accept(event);
    return await()
        .atMost(SOON)
        .until(
            () -> bus.resolved(event.getMessageId()::equals),
            (List<Resolved> all) -> !all.isEmpty())
        .getFirst()
        .getEvent();
  }

  private Event.Builder track(String number) {
    return event(EventType.EVENT_TYPE_TRACK, run + "-" + number, "{\"event\":\"Seen\"}");
  }

  private boolean isMine(String messageId) {
    return messageId.startsWith(run);
  }

  private double consumed(String outcome) {
    return registry.counter("tributary.identity.events", "outcome", outcome).count();
  }

  private double consumedInAll() {
    return registry.find("tributary.identity.events").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static Resolved parse(byte[] value) {
    try {
      return Resolved.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
