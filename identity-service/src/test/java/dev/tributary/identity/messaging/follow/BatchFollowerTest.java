package dev.tributary.identity.messaging.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tributary.identity.Bus;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.ResolvedListener;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.Unavailable;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import dev.tributary.proto.v1.SoftLinks;
import dev.tributary.proto.v1.TraitChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchFollowerTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Followed> heard = new ArrayList<>();

  @Test
  void handsOnEventsMergesAndSplitsAndNothingElse() {
    // Given
    var merged = ProfileMerged.newBuilder().setFromProfileId(id(1)).setIntoProfileId(id(2));
    var split =
        ProfileSplit.newBuilder()
            .setFromProfileId(id(1))
            .setIntoProfileId(id(2))
            .addIdentifiers(identifier("u1"));
    var records =
        List.of(
            record(event("1", "{}")),
            record(Resolved.newBuilder().setMerged(merged.setVersion(7)).build()),
            record(Resolved.newBuilder().setSplit(split).build()),
            record(Resolved.newBuilder().setEvent(ResolvedEvent.newBuilder()).build()),
            record(
                Resolved.newBuilder().setMembership(EntityMembership.newBuilder().build()).build()),
            record(Resolved.newBuilder().setSoftLinks(SoftLinks.newBuilder()).build()),
            record(Resolved.newBuilder().build()),
            raw("\uFFFF garbage".getBytes(UTF_8)),
            raw(null));

    // When
    var outcomes = follower(heard::addAll).follow(records);

    // Then
    assertThat(outcomes)
        .containsExactly(
            "event",
            "merged",
            "split",
            "unidentified",
            "own",
            "own",
            "unknown_kind",
            "undecodable",
            "undecodable");
    assertThat(heard).hasSize(3);
    assertThat(heard.get(1)).isInstanceOf(Followed.Merged.class);
    assertThat(((Followed.Merged) heard.get(1)).version()).isEqualTo(7);
    assertThat(((Followed.Split) heard.get(2)).identifiers())
        .containsExactly(Identifier.of("user_id", "u1"));
  }

  @Test
  void readsAnEventAndItsPayloadAsTheClientSentIt() {
    // When
    var payload = "{\"traits\":{\"name\":\"Acme\"},\"context\":{\"page\":{\"path\":\"/\"}}}";
    follower(heard::addAll).follow(List.of(record(event("1", payload))));

    // Then
    var event = (Followed.Event) heard.getFirst();
    assertThat(event.profile().text()).isEqualTo(id(1));
    assertThat(event.anchor().identifier()).isEqualTo(Identifier.of("user_id", "u1"));
    assertThat(event.sent().call()).isEqualTo(Call.GROUP);
    assertThat(event.sent().names().groupId()).isEqualTo("g1");
    assertThat(event.sent().payload().traits().field("name")).contains(Json.of("Acme"));
    assertThat(event.sent().payload().context().fields()).containsKey("page");
    assertThat(event.effect().traitChanges())
        .extracting(change -> change.name() + "=" + change.value())
        .containsExactly("plan=" + Json.of("pro"), "old=" + Json.Null.VALUE);
  }

  @Test
  void aPayloadThatCannotBeReadIsAnEmptyOne() {
    // When
    follower(heard::addAll).follow(List.of(record(event("1", "{\"traits\" oops"))));

    // Then
    var payload = ((Followed.Event) heard.getFirst()).sent().payload();
    assertThat(payload.traits()).isEqualTo(Json.Obj.EMPTY);
    assertThat(payload.context()).isEqualTo(Json.Obj.EMPTY);
  }

  @Test
  void leavesOutTheOneRecordThatAListenerFailsOnAndTellsItAllOthers() {
    // Given
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (int i = 0; i < 10; i++) {
      records.add(record(event(Integer.toString(i), "{}")));
    }
    Consumer<List<Followed>> failsOnFive =
        batch -> {
          if (batch.stream().anyMatch(followed -> messageId(followed).equals("5"))) {
            throw new IllegalStateException("poison");
          }
          heard.addAll(batch);
        };

    // When
    follower(failsOnFive).follow(records);

    // Then
    assertThat(heard)
        .extracting(BatchFollowerTest::messageId)
        .containsExactly("0", "1", "2", "3", "4", "6", "7", "8", "9");
    assertThat(registry.counter("tributary.identity.follower.failures", "listener", "test").count())
        .isEqualTo(1);
  }

  @Test
  void givesTheWholeBatchBackWhileSomethingIsAway() {
    // Given
    var follower =
        follower(_ -> {
          throw new Unavailable("PostgreSQL is away", null);
        });
    var records = List.of(record(event("1", "{}")), record(event("2", "{}")));

    // Then
    assertThatThrownBy(() -> follower.follow(records)).isInstanceOf(Unavailable.class);
    assertThat(registry.counter("tributary.identity.follower.failures", "listener", "test").count())
        .isZero();
  }

  private BatchFollower follower(Consumer<List<Followed>> deed) {
    ResolvedListener listener =
        new ResolvedListener() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public void follow(List<Followed> batch) {
            deed.accept(batch);
          }
        };
    return new BatchFollower(
        List.of(listener), _ -> new ProfileId(new UUID(0, 99)), new FollowerMetrics(registry));
  }

  private static Resolved event(String messageId, String payload) {
    var event =
        Bus.event(EventType.EVENT_TYPE_GROUP, messageId, payload).setUserId("u1").setGroupId("g1");
    var plan =
        TraitChange.newBuilder().setName("plan").setValue(ByteString.copyFromUtf8("\"pro\""));
    return Resolved.newBuilder()
        .setEvent(
            ResolvedEvent.newBuilder()
                .setEvent(event)
                .setProfileId(id(1))
                .setAnchor(identifier("u1"))
                .addTraitChanges(plan)
                .addTraitChanges(TraitChange.newBuilder().setName("old")))
        .build();
  }

  private static dev.tributary.proto.v1.Identifier identifier(String userId) {
    return dev.tributary.proto.v1.Identifier.newBuilder()
        .setType("user_id")
        .setValue(userId)
        .build();
  }

  private static String id(int number) {
    return new UUID(0, number).toString();
  }

  private static String messageId(Followed followed) {
    return ((Followed.Event) followed).sent().origin().messageId();
  }

  private static ConsumerRecord<byte[], byte[]> record(Resolved resolved) {
    return raw(resolved.toByteArray());
  }

  private static ConsumerRecord<byte[], byte[]> raw(byte[] value) {
    return new ConsumerRecord<>("resolved", 0, 0L, new byte[0], value);
  }
}
