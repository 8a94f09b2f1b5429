package dev.tributary.router.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tributary.proto.Topic;
import dev.tributary.proto.v1.AudienceMembership;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.IdGraphUpdate;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileTraitsUpdate;
import dev.tributary.proto.v1.ProfileUpdate;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.TraitComputed;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.messaging.Interests.Wish;
import dev.tributary.router.messaging.RecordReader.Audience;
import dev.tributary.router.testing.Specs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterestsTest {

  private static final List<String> EVENTS =
      List.of(
          "\"events\": {\"trigger\": \"event = 'A'\"}",
          "\"events\": {\"trigger\": \"type = 'track' and event != 'A'\"}",
          "\"events\": {\"trigger\": \"properties.n > 1\"}",
          "\"events\": {\"trigger\": \"type = 'page' or event = 'B'\"}");

  private static final List<String> OTHERS =
      List.of(
          "\"audiences\": [\"a\"]",
          "\"audiences\": [\"a\", \"b\"], \"traits\": [\"t\"]",
          "\"traits\": [{\"name\": \"t\", \"debounce\": \"5s\"}, \"a\"]",
          "\"profiles\": {\"tables\": [\"id_graph_updates\"]}",
          "\"profiles\": {\"tables\": [\"id_graph_updates\", \"profile_traits_updates\"]}");

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readsForManyWhatItReadsForEachAlone(long seed) {
    // Given
    var die = new SplittableRandom(seed);
    var wishes = new ArrayList<Wish<Integer>>();
    for (int i = 0; i < die.nextInt(1, 10); i++) {
      wishes.add(new Wish<>(i, new Plan(destination("d" + i, die), 1, Instant.EPOCH)));
    }
    var interests = new Interests<>(wishes);
    int deaf = die.nextInt(10);

    for (int i = 0; i < 30; i++) {
      // When
      var record = record(die, i);
      var found = new HashMap<Integer, Reading>();
      boolean readable =
          RecordReader.read(
              record,
              interests,
              new Audience<Integer>(
                  wish -> wish.whose() != deaf,
                  (wish, reading) -> found.put(wish.whose(), reading)));

      // Then
      assertThat(found).doesNotContainKey(deaf);
      for (var wish : wishes) {
        if (wish.whose() != deaf && concerns(record, wish.destination())) {
          var none = readable ? new Reading.Unmatched() : new Reading.Undecodable();
          assertThat(found.getOrDefault(wish.whose(), none))
              .isEqualTo(RecordReader.read(record, wish.destination()));
        }
      }
    }
  }

  /** The topic of rows is read by nobody who does not want rows. */
  private static boolean concerns(ConsumerRecord<String, byte[]> record, Destination destination) {
    var subscription = Subscription.of(new Plan(destination, 1, Instant.EPOCH));
    return subscription.topics().contains(record.topic());
  }

  private static ConsumerRecord<String, byte[]> record(SplittableRandom die, int offset) {
    return switch (die.nextInt(10)) {
      case 0 -> of(Topic.RESOLVED, offset, null);
      case 1 -> of(Topic.CHANGES, offset, new byte[] {1, 2, 3});
      case 2 ->
          of(
              Topic.RESOLVED,
              offset,
              Resolved.newBuilder()
                  .setMerged(ProfileMerged.newBuilder().setFromProfileId("p"))
                  .build()
                  .toByteArray());
      case 3, 4 -> of(Topic.CHANGES, offset, change(die));
      case 5, 6 -> of(Topic.PROFILE_UPDATES, offset, row(die, offset));
      default -> of(Topic.RESOLVED, offset, event(die, offset));
    };
  }

  private static byte[] event(SplittableRandom die, int offset) {
    var type =
        List.of(EventType.EVENT_TYPE_TRACK, EventType.EVENT_TYPE_TRACK, EventType.EVENT_TYPE_PAGE)
            .get(die.nextInt(3));
    var name = List.of("A", "B", "C").get(die.nextInt(3));
    var payload =
        die.nextInt(10) == 0
            ? "{broken"
            : "{\"event\": \"%s\", \"properties\": {\"n\": %d}}".formatted(name, die.nextInt(4));
    var event =
        Event.newBuilder()
            .setMessageId("m" + offset)
            .setSource("web")
            .setType(type)
            .setEvent(type == EventType.EVENT_TYPE_TRACK ? name : "")
            .setPayload(ByteString.copyFromUtf8(payload));
    return Resolved.newBuilder()
        .setEvent(ResolvedEvent.newBuilder().setProfileId("p").setEvent(event))
        .build()
        .toByteArray();
  }

  private static byte[] change(SplittableRandom die) {
    var change =
        Change.newBuilder()
            .setProfileId("p")
            .setDefinition(List.of("a", "b", "t", "x").get(die.nextInt(4)))
            .setDefinitionVersion(1)
            .setVersion(die.nextInt(5))
            .setAtMillis(die.nextInt(100_000));
    if (die.nextInt(4) > 0) {
      change.addIdentifiers(Identifier.newBuilder().setType("user_id").setValue("u"));
    }
    switch (die.nextInt(5)) {
      case 0, 1 -> change.setMembership(AudienceMembership.newBuilder().setMember(true));
      case 2 -> {}
      default ->
          change.setTrait(
              TraitComputed.newBuilder()
                  .setValue(ByteString.copyFromUtf8(die.nextInt(4) == 0 ? "{" : "7")));
    }
    return change.build().toByteArray();
  }

  private static byte[] row(SplittableRandom die, int offset) {
    var row = ProfileUpdate.newBuilder().setId(die.nextInt(8) == 0 ? "" : "r" + offset).setSeq(1);
    switch (die.nextInt(3)) {
      case 0 -> row.setIdGraph(IdGraphUpdate.newBuilder().setProfileId("p"));
      case 1 ->
          row.setProfileTraits(
              ProfileTraitsUpdate.newBuilder()
                  .setProfileId("p")
                  .setName("plan")
                  .setValue(ByteString.copyFromUtf8(die.nextBoolean() ? "1" : "{")));
      default -> {}
    }
    return row.build().toByteArray();
  }

  private static ConsumerRecord<String, byte[]> of(Topic topic, int offset, byte[] value) {
    return new ConsumerRecord<>(topic.topicName(), 0, offset, "p", value);
  }

  private static Destination destination(String name, SplittableRandom die) {
    var wants = OTHERS.get(die.nextInt(OTHERS.size()));
    if (die.nextBoolean()) {
      wants += ", " + EVENTS.get(die.nextInt(EVENTS.size()));
    }
    var spec =
        "{\"connector\": \"webhook\", \"settings\": {\"url\": \"http://x.example\"}, "
            + wants
            + "}";
    return Specs.valid(name, spec);
  }
}
