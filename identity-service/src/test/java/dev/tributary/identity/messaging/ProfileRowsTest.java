package dev.tributary.identity.messaging;

import static dev.tributary.identity.Bus.event;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.identity.Bus;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.graph.Recognition;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileTables;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.messaging.AcceptedRecord.Decoded;
import dev.tributary.identity.wire.ProfileUpdateWire;
import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the profile tables as they come out, on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class ProfileRowsTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final long RECEIVED = 1_767_225_601_000L;

  @Inject BatchProcessor processor;
  @Inject MeterRegistry registry;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  private final String run = UUID.randomUUID().toString();
  private final String user = "u" + run;
  private final String device = "a" + run;
  private Bus bus;

  @BeforeEach
  void connect() {
    bus = new Bus(servers, Topic.PROFILE_UPDATES);
  }

  @AfterEach
  void disconnect() {
    bus.close();
  }

  @Test
  void tellsANewProfileItsIdentifierAndItsTraitsAndNothingForARepeat() throws Exception {
    // Given
    var identify = identify("m1" + run, "{\"plan\":\"free\",\"gone\":null}", 1).setUserId(user);

    // When
    bus.accept(identify.build());
    bus.accept(track("m2" + run, 2).setUserId(user).build());
    bus.accept(identify("m3" + run, "{\"plan\":null}", 3).setUserId(user).build());

    // Then
    var rows = rowsOf(4);
    assertThat(rows)
        .extracting(ProfileUpdateWire::table)
        .containsExactly(
            "id_graph_updates",
            "external_id_mapping_updates",
            "profile_traits_updates",
            "profile_traits_updates");
    var created = rows.getFirst();
    assertThat(created.getIdGraph().getCanonicalProfileId())
        .isEqualTo(created.getIdGraph().getProfileId());
    assertThat(created.getSeq()).isEqualTo(1);
    assertThat(created.getReceivedAtMillis()).isEqualTo(RECEIVED + 1);
    assertThat(created.getTimestampMillis()).isEqualTo(RECEIVED - 1_000);
    var cause = created.getTriggeringEvent();
    assertThat(cause.getId()).isEqualTo("m1" + run);
    assertThat(cause.getType()).isEqualTo(EventType.EVENT_TYPE_IDENTIFY);
    assertThat(cause.getSource()).isEqualTo("shop");
    assertThat(cause.getName()).isEmpty();
    assertThat(cause.getBirth()).isEqualTo(identify.getBirth());
    var mapping = rows.get(1).getExternalIdMapping();
    assertThat(mapping.getType()).isEqualTo("user_id");
    assertThat(mapping.getValue()).isEqualTo(user);
    assertThat(mapping.getHash())
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(user.getBytes(UTF_8))));
    assertThat(rows.get(2).getProfileTraits().getValue().toStringUtf8()).isEqualTo("\"free\"");
    assertThat(rows.get(3).getProfileTraits().getValue()).isEqualTo(ByteString.EMPTY);
    assertThat(rows.get(3).getSeq()).isGreaterThan(rows.get(2).getSeq());
    assertThat(bus.records())
        .allSatisfy(record ->
            assertThat(new String(record.key(), UTF_8))
                .isEqualTo(ProfileUpdateWire.key(parse(record.value()))));
    assertThat(
            registry
                .counter("tributary.identity.profile.rows", "table", "id_graph_updates")
                .count())
        .isPositive();
  }

  @Test
  void tellsAMergeWithTheTraitThatHoldsAndASplitWithoutAnEvent() {
    // Given: the older value has the higher number of changes
    bus.accept(identify("m1" + run, "{\"plan\":\"free\"}", 1).setAnonymousId(device).build());
    bus.accept(identify("m2" + run, "{\"city\":\"Rome\"}", 2).setAnonymousId(device).build());
    bus.accept(identify("m3" + run, "{\"plan\":\"pro\"}", 3).setUserId(user).build());
    var before = rowsOf(7);

    // When
    bus.accept(track("m4" + run, 4).setUserId(user).setAnonymousId(device).build());

    // Then
    var merged = rowsOf(7 + 4).subList(7, 11);
    var survivor = before.getFirst().getIdGraph().getProfileId();
    var vanished = graphOf(merged).stream().filter(row -> !of(row).equals(survivor)).toList();
    assertThat(vanished)
        .singleElement()
        .satisfies(row -> assertThat(row.getIdGraph().getCanonicalProfileId()).isEqualTo(survivor));
    assertThat(merged)
        .filteredOn(ProfileUpdate::hasProfileTraits)
        .singleElement()
        .satisfies(row -> {
          assertThat(row.getProfileTraits().getProfileId()).isEqualTo(survivor);
          assertThat(row.getProfileTraits().getName()).isEqualTo("plan");
          assertThat(row.getProfileTraits().getValue().toStringUtf8()).isEqualTo("\"pro\"");
        });
    assertThat(merged)
        .filteredOn(ProfileUpdate::hasExternalIdMapping)
        .singleElement()
        .satisfies(row -> assertThat(row.getExternalIdMapping().getValue()).isEqualTo(user));

    // When
    var cut = cutOff(user);

    // Then: both graph rows, the user, the traits of both
    var split = rowsOf(11 + 6).subList(11, 17);
    assertThat(split).noneMatch(ProfileUpdate::hasTriggeringEvent);
    assertThat(graphOf(split))
        .hasSize(2)
        .allSatisfy(row -> {
          assertThat(row.getIdGraph().getCanonicalProfileId()).isEqualTo(of(row));
          assertThat(row.getIdGraph().getSplitFromProfileId()).isEqualTo(survivor);
        });
    var left = of(vanished.getFirst());
    assertThat(split)
        .filteredOn(ProfileUpdate::hasProfileTraits)
        .extracting(row -> of(row) + row.getProfileTraits().getValue().toStringUtf8())
        .containsExactlyInAnyOrder(survivor + "\"free\"", survivor + "\"Rome\"", left + "\"pro\"");
    assertThat(split)
        .filteredOn(ProfileUpdate::hasExternalIdMapping)
        .extracting(ProfileRowsTest::of)
        .containsExactly(left);

    // When: the cut is lifted, which joins the two by hand
    given().auth().oauth2("test-editor").delete("/api/v1/cuts/" + cut).then().statusCode(200);

    // Then
    var joined = rowsOf(17 + 3).subList(17, 20);
    assertThat(joined).noneMatch(ProfileUpdate::hasTriggeringEvent);
    assertThat(graphOf(joined))
        .hasSize(2)
        .allMatch(row -> row.getIdGraph().getCanonicalProfileId().equals(survivor))
        .allMatch(row -> row.getIdGraph().getSplitFromProfileId().isEmpty());
  }

  @Test
  void aReplayTellsTheSameRowsAgain() {
    // Given
    var events =
        List.of(
            record(identify("m1" + run, "{\"plan\":1}", 1).setAnonymousId(device).build()),
            record(identify("m2" + run, "{\"plan\":2}", 2).setUserId(user).build()),
            record(track("m3" + run, 3).setUserId(user).setAnonymousId(device).build()));

    // When
    var first = rows(processor.process(events, new Recognition(0)));
    var again = rows(processor.process(events, new Recognition(0)));

    // Then
    assertThat(again).isEqualTo(first).hasSizeGreaterThanOrEqualTo(9);
    assertThat(first).extracting(ProfileUpdate::getId).doesNotHaveDuplicates();
  }

  @Test
  void writesNothingWhereNobodyWantsRows() {
    // Given
    var event = identify("m1" + run, "{\"plan\":1}", 1).setUserId(user).build();
    var accepted = (Decoded) AcceptedRecord.read(record(event), Rules.DEFAULT);
    var profile = new ProfileId(UUID.randomUUID());
    var decision =
        new Decision(
            profile, List.of(), List.of(), accepted.evidence().joining(), List.of(), List.of(), 1);
    var told = new Output();
    var untold = new Output();

    // When
    new ProfileRows(ProfileTables.TOLD).add(accepted, decision, told);
    new ProfileRows(ProfileTables.LEFT_OUT).add(accepted, decision, untold);

    // Then
    assertThat(told.records()).hasSize(2);
    assertThat(told.rows()).containsOnlyKeys("id_graph_updates", "external_id_mapping_updates");
    assertThat(untold.records()).isEmpty();
    assertThat(untold.rows()).isEmpty();
  }

  private static String cutOff(String user) {
    return given()
        .auth()
        .oauth2("test-editor")
        .contentType("application/json")
        .body("{\"away\":[{\"type\":\"user_id\",\"value\":\"%s\"}]}".formatted(user))
        .post("/api/v1/cuts")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** This test's rows, when there are so many, and no more. */
  private List<ProfileUpdate> rowsOf(int count) {
    return await().atMost(SOON).until(this::mine, rows -> rows.size() >= count).stream()
        .sorted(Comparator.comparingLong(ProfileUpdate::getReceivedAtMillis))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(),
                rows -> {
                  assertThat(rows).hasSize(count);
                  return rows;
                }));
  }

  /** Those that this test's events caused, and those without an event about the same profiles. */
  private List<ProfileUpdate> mine() {
    var all = bus.records().stream().map(record -> parse(record.value())).toList();
    var profiles =
        all.stream()
            .filter(row -> row.getTriggeringEvent().getId().endsWith(run))
            .map(ProfileUpdateWire::key)
            .collect(Collectors.toSet());
    return all.stream().filter(row -> profiles.contains(ProfileUpdateWire.key(row))).toList();
  }

  private static List<ProfileUpdate> graphOf(List<ProfileUpdate> rows) {
    return rows.stream().filter(ProfileUpdate::hasIdGraph).toList();
  }

  private static String of(ProfileUpdate row) {
    return ProfileUpdateWire.key(row);
  }

  private static List<ProfileUpdate> rows(Output output) {
    return output.records().stream()
        .filter(record -> record.topic().equals(Topic.PROFILE_UPDATES.topicName()))
        .map(record -> parse(record.value()))
        .toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(Event event) {
    return new ConsumerRecord<>(
        "accepted", 0, event.getBirth().getOffset(), new byte[0], event.toByteArray());
  }

  private static Event.Builder identify(String messageId, String traits, long at) {
    return event(EventType.EVENT_TYPE_IDENTIFY, messageId, "{\"traits\":" + traits + "}")
        .setReceivedAtMillis(RECEIVED + at)
        .setTimestampMillis(RECEIVED - 1_001 + at);
  }

  private static Event.Builder track(String messageId, long at) {
    return event(EventType.EVENT_TYPE_TRACK, messageId, "{\"event\":\"Seen\"}")
        .setEvent("Seen")
        .setReceivedAtMillis(RECEIVED + at)
        .setTimestampMillis(RECEIVED - 1_001 + at);
  }

  private static ProfileUpdate parse(byte[] value) {
    try {
      return ProfileUpdate.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
