package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.Birth;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.ExternalIdMappingUpdate;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.MemberIdentified;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.ProfileTraitsUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.SoftLink;
import dev.tributary.proto.v1.SoftLinks;
import dev.tributary.proto.v1.TraitChange;
import dev.tributary.proto.v1.TriggeringEvent;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.messaging.Parcel.Form;
import dev.tributary.router.testing.Specs;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordReaderTest {

  private static final String PROFILE_UPDATES = Topic.PROFILE_UPDATES.topicName();

  private static final Destination EVERYTHING =
      destination(
          """
          "events": {"trigger": "type != 'never'"}, "audiences": ["a"], "traits": ["t"],
          "profiles": {"tables": ["id_graph_updates", "external_id_mapping_updates", "profile_traits_updates"]}
          """);

  @Test
  void tellsAnewHowAMemberIsCalledWhoHasGotTheFirstNameOfAKind() {
    // Given
    var change =
        Change.newBuilder()
            .setProfileId("p1")
            .setDefinition("a")
            .setVersion(2)
            .addIdentifiers(identifier("user_id", "u1"))
            .addIdentifiers(identifier("email", "a@x.example"))
            .addIdentifiers(identifier("email", "b@x.example"));

    // When
    var first = read(change, identifier("email", "a@x.example"));
    var second = read(change, identifier("email", "b@x.example"));
    var other = read(change, identifier("phone", "1"));

    // Then
    assertThat(first)
        .isInstanceOfSatisfying(
            Reading.Wanted.class,
            wanted ->
                assertThat(wanted.parcels())
                    .singleElement()
                    .satisfies(parcel -> assertThat(parcel.form()).isEqualTo(Form.IDENTIFY)));
    assertThat(second).isEqualTo(new Reading.Unmatched());
    assertThat(other).isEqualTo(new Reading.Unmatched());
  }

  private static Reading read(Change.Builder change, Identifier gained) {
    var told =
        change.clone().setIdentified(MemberIdentified.newBuilder().addGained(gained)).build();
    return read(Topic.CHANGES.topicName(), told.toByteArray(), EVERYTHING);
  }

  private static Identifier identifier(String type, String value) {
    return Identifier.newBuilder().setType(type).setValue(value).build();
  }

  @ParameterizedTest
  @MethodSource("recordsOfOtherKinds")
  void knowsEveryKindOfResolvedThoughItConcernsNoDestination(Resolved resolved) {
    assertThat(read(Topic.RESOLVED.topicName(), resolved.toByteArray(), EVERYTHING))
        .isEqualTo(new Reading.Unmatched());
  }

  static Stream<Resolved> recordsOfOtherKinds() {
    return Stream.of(
            Resolved.newBuilder()
                .setMerged(
                    ProfileMerged.newBuilder()
                        .setFromProfileId("p2")
                        .setIntoProfileId("p1")
                        .setVersion(9)),
            Resolved.newBuilder()
                .setSplit(
                    ProfileSplit.newBuilder()
                        .setFromProfileId("p1")
                        .setIntoProfileId("p2")
                        .addIdentifiers(Identifier.newBuilder().setType("email").setValue("x"))
                        .addFromTraits(TraitChange.newBuilder().setName("plan"))
                        .setVersion(10)),
            Resolved.newBuilder()
                .setMembership(
                    EntityMembership.newBuilder()
                        .setProfileId("p1")
                        .setEntity("accounts")
                        .setEntityId("acme")
                        .setMember(true)),
            Resolved.newBuilder()
                .setSoftLinks(
                    SoftLinks.newBuilder()
                        .setProfileId("p1")
                        .addLinks(SoftLink.newBuilder().setScore(0.99))))
        .map(Resolved.Builder::build);
  }

  @Test
  void cannotReadAKindThatItDoesNotKnow() {
    // Given: field 15, which no release has had
    var future = new byte[] {(byte) (15 << 3 | 2), 0};

    // Then
    for (var topic : Subscription.ALL) {
      assertThat(read(topic, future, EVERYTHING)).isEqualTo(new Reading.Undecodable());
      assertThat(read(topic, null, EVERYTHING)).isEqualTo(new Reading.Undecodable());
    }
  }

  @Test
  void readsARowOfEachTable() {
    // Given
    var graph = row("r1").setIdGraph(IdGraphUpdate.newBuilder().setProfileId("p2"));
    var external =
        row("r2").setExternalIdMapping(ExternalIdMappingUpdate.newBuilder().setProfileId("p2"));
    var trait = row("r3").setProfileTraits(trait("plan", "\"gold\""));

    for (var row : new ProfileUpdate.Builder[] {graph, external, trait}) {
      // When
      var reading = read(PROFILE_UPDATES, row.build().toByteArray(), EVERYTHING);

      // Then
      assertThat(reading)
          .isInstanceOfSatisfying(
              Reading.Wanted.class,
              wanted -> {
                var parcel = wanted.parcels().getFirst();
                assertThat(parcel.form()).isEqualTo(Form.ROW);
                assertThat(parcel.profile()).isEqualTo("p2");
                assertThat(parcel.document())
                    .isEqualTo(
                        RecordReader.document(
                            PROFILE_UPDATES, row.build().toByteArray(), Form.ROW));
              });
    }
  }

  @Test
  void readsARemovedTraitAsNull() {
    // Given
    var row = row("r3").setProfileTraits(trait("plan", "")).build().toByteArray();

    // Then
    assertThat(RecordReader.document(PROFILE_UPDATES, row, Form.ROW).field("value"))
        .contains(Json.Null.VALUE);
  }

  @Test
  void passesOverTablesThatNobodyAskedFor() {
    // Given
    var graphOnly = destination("\"profiles\": {\"tables\": [\"id_graph_updates\"]}");
    var none = destination("\"traits\": [\"t\"]");
    var row = row("r3").setProfileTraits(trait("plan", "1")).build().toByteArray();

    // Then
    assertThat(read(PROFILE_UPDATES, row, graphOnly)).isEqualTo(new Reading.Unmatched());
    assertThat(read(PROFILE_UPDATES, row, none)).isEqualTo(new Reading.Unmatched());
  }

  @Test
  void cannotReadARowWithoutANameOrWithAValueThatIsNoJson() {
    // Given
    var nameless = row("").setProfileTraits(trait("plan", "1"));
    var aboutNobody = row("r1").setIdGraph(IdGraphUpdate.getDefaultInstance());
    var damaged = row("r3").setProfileTraits(trait("plan", "{"));

    // Then
    for (var row : new ProfileUpdate.Builder[] {nameless, aboutNobody, damaged}) {
      assertThat(read(PROFILE_UPDATES, row.build().toByteArray(), EVERYTHING))
          .isEqualTo(new Reading.Undecodable());
    }
  }

  @Test
  void findsTheBirthOfTheEventThatCausedARow() {
    // Given
    var birth = Birth.newBuilder().setPartition(3).setOffset(77).build();
    var caused = row("r1").setTriggeringEvent(TriggeringEvent.newBuilder().setBirth(birth)).build();

    // Then
    assertThat(RecordReader.birth(PROFILE_UPDATES, caused.toByteArray())).contains(birth);
    assertThat(RecordReader.birth(PROFILE_UPDATES, row("r1").build().toByteArray())).isEmpty();
  }

  private static ProfileUpdate.Builder row(String id) {
    return ProfileUpdate.newBuilder().setId(id).setSeq(1);
  }

  private static ProfileTraitsUpdate trait(String name, String value) {
    return ProfileTraitsUpdate.newBuilder()
        .setProfileId("p2")
        .setName(name)
        .setValue(ByteString.copyFromUtf8(value))
        .build();
  }

  private static Reading read(String topic, byte[] value, Destination destination) {
    return RecordReader.read(new ConsumerRecord<>(topic, 0, 7, "p1", value), destination);
  }

  private static Destination destination(String wants) {
    return Specs.valid(
        "d",
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, "
            + wants
            + "}");
  }
}
