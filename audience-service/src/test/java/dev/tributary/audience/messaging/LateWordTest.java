package dev.tributary.audience.messaging;

import static dev.tributary.audience.messaging.Written.trait;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Program;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.relation.Relations.Entity;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.audience.domain.timeline.Retention;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.ProfileMerged;
import dev.tributary.proto.v1.ProfileSplit;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What identity decided first and published last, of one profile id. */
class LateWordTest {

  private static final Rule.ComputedTrait ORDERS =
      (Rule.ComputedTrait) trait("orders", "{\"count\":{\"event\":\"Order\"}}");

  private final MemoryStore state = new MemoryStore();
  private final ProfileStore store = Stores.of(state);
  private final ReferenceStore references =
      new ReferenceStore(state, new Retention(Duration.ofDays(1_000), 1_000));
  private final ArrayDeque<Map.Entry<String, byte[]>> moves = new ArrayDeque<>();
  private long offset;

  @Test
  void sendsForWhatLeftWithALaterMergeWhenASplitIsHeardOfLate() {
    // Given
    order("p1", 2, 2);
    merge("p1", "p0", 5);

    // When
    split("p1", "p2", 2, 3);

    // Then
    assertThat(orders("p0")).isZero();
    assertThat(orders("p1")).isZero();
    assertThat(orders("p2")).isEqualTo(1);
  }

  @Test
  void sendsForItThoughTheProfileHasComeBackSince() {
    // Given
    order("p1", 1, 2);
    order("p1", 2, 2);
    merge("p1", "p0", 5);
    split("p0", "p1", 1, 7);

    // When
    split("p1", "p2", 2, 3);

    // Then
    assertThat(orders("p0")).isZero();
    assertThat(orders("p1")).isEqualTo(1);
    assertThat(orders("p2")).isEqualTo(1);
  }

  @Test
  void sendsForWhatLeftWithALaterMergeWhenAnEarlierOneIsHeardOfLate() {
    // Given
    order("p1", 1, 2);
    merge("p1", "p0", 5);

    // When
    merge("p1", "p2", 3);

    // Then
    assertThat(orders("p0")).isZero();
    assertThat(orders("p2")).isEqualTo(1);
  }

  @Test
  void bringsBackWhatWasSentForAndBelongsThere() {
    // Given
    order("p1", 2, 2);
    merge("p1", "p0", 5);
    split("p1", "p2", 2, 3);

    // When
    merge("p2", "p0", 6);

    // Then
    assertThat(orders("p0")).isEqualTo(1);
    assertThat(orders("p2")).isZero();
  }

  private long orders(String profile) {
    var stored = store.find(profile).orElseGet(Stored::untold);
    var feature = ((Computation.Aggregate) ORDERS.computation()).feature();
    return stored.profile().feature(feature.id()).count();
  }

  private void order(String profile, int node, long version) {
    var event = Event.newBuilder().setType(EventType.EVENT_TYPE_TRACK).setEvent("Order");
    var identifier = NaiveIdentity.identifier(node);
    arrive(
        profile,
        Resolved.newBuilder()
            .setEvent(
                ResolvedEvent.newBuilder()
                    .setEvent(event.setTimestampMillis(1_000))
                    .setProfileId(profile)
                    .setAnchor(identifier)
                    .addIdentifiersAdded(identifier)
                    .setVersion(version)));
  }

  private void merge(String from, String into, long version) {
    arrive(
        from,
        Resolved.newBuilder()
            .setMerged(
                ProfileMerged.newBuilder()
                    .setFromProfileId(from)
                    .setIntoProfileId(into)
                    .setVersion(version)));
  }

  private void split(String from, String into, int node, long version) {
    arrive(
        from,
        Resolved.newBuilder()
            .setSplit(
                ProfileSplit.newBuilder()
                    .setFromProfileId(from)
                    .setIntoProfileId(into)
                    .addIdentifiers(NaiveIdentity.identifier(node))
                    .setVersion(version)));
  }

  private void arrive(String key, Resolved.Builder value) {
    handle(key, ArrivalSerdes.resolved().deserialize("resolved", value.build().toByteArray()));
    while (!moves.isEmpty()) {
      var moved = moves.remove();
      handle(moved.getKey(), MoveRecord.read(moved.getValue()));
    }
  }

  private void handle(String key, Arrival arrival) {
    var outbox =
        new Outbox() {
          @Override
          public void tell(String profileId, Subject subject) {}

          @Override
          public void tell(Entity entity, List<Change> changes) {}

          @Override
          public void move(String profileId, byte[] record) {
            moves.add(Map.entry(profileId, record));
          }
        };
    var task = new Task(store, references, new Program(List.of(ORDERS)), 0, outbox, 1_000_000);
    Arrivals.handle(task, key, arrival, 0, offset++);
  }
}
