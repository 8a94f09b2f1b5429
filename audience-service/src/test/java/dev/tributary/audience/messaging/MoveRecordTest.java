package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Cause;
import dev.tributary.audience.domain.place.Away;
import dev.tributary.audience.domain.place.Place;
import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.softlink.Word;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.proto.v1.EntityMembership;
import dev.tributary.proto.v1.ResolvedEvent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoveRecordTest {

  private static final Travel TRAVEL = new Travel(7, 2);

  @Test
  void readsBackEveryKindItWrote() {
    var event = ResolvedEvent.newBuilder().setProfileId("p").build();
    var membership = EntityMembership.newBuilder().setEntity("accounts").build();
    var references = List.of(new EventReference(1, 2, 3, 4, 5));

    var from = new Arrival.Position.Told(4, 5, 6);
    assertThat(MoveRecord.read(MoveRecord.ofEvent(event, from, TRAVEL)))
        .isEqualTo(new Arrival.Observed(event, from, TRAVEL));
    var chase = new Arrival.Chase(Set.of(-4L), new Away("q", 3), new Cause.BySplit(), TRAVEL);
    assertThat(
            MoveRecord.read(MoveRecord.ofChase(chase.keys(), chase.away(), chase.cause(), TRAVEL)))
        .isEqualTo(chase);
    assertThat(MoveRecord.read(MoveRecord.ofMembership(membership, TRAVEL)))
        .isEqualTo(new Arrival.Related(membership, TRAVEL));
    assertThat(MoveRecord.read(MoveRecord.ofReferences(references, TRAVEL)))
        .isEqualTo(new Arrival.Referred(references, TRAVEL));
  }

  @Test
  void readsBackEveryWordBetweenLinkedProfiles() {
    var words =
        List.of(
            new Word.Follow("p1", 7),
            new Word.Unfollow("p1", 7),
            new Word.Holding("p2", 7, Set.of(-1L, 5L)),
            new Word.Holding("p2", 8, Set.of()));

    for (var word : words) {
      assertThat(MoveRecord.read(MoveRecord.ofWord(word))).isEqualTo(new Arrival.Heard(word));
    }
  }

  /** Bytes as the first release wrote them: a profile sent on three times. */
  @Test
  void readsTheStateThatTheReleaseBeforeSplitsSent() {
    // Given
    var bytes =
        HexFormat.of()
            .parseHex(
                "0101032701000000000000000bb8010000000000000007000200d00f010201010000000000000009"
                    + "0002051b010107757365725f69640275310104706c616ea01f040470616964");

    // When
    var read = MoveRecord.read(bytes);

    // Then
    assertThat(read)
        .isInstanceOfSatisfying(
            Arrival.MovedIn.class,
            moved -> {
              assertThat(moved.travel()).isEqualTo(new Travel(0, 3));
              assertThat(moved.cause()).isEqualTo(new Cause.ByMerge());
              assertThat(moved.belongings().profile().feature(7).count()).isEqualTo(2);
              assertThat(moved.belongings().attributes().identifiers())
                  .containsExactly(new Identifier("user_id", "u1"));
            });
  }

  @Test
  void readsBackWhatPartitionsTellEachOtherOfPlans() {
    var marker = new Arrival.Marker(3, 2, 1);
    var report = new Arrival.Report(3, 2, 1, 70);
    var wish = new Arrival.Wish(-9, true);
    var audience = Written.specified(false, "a", 2, "{\"who\":{\"event\":\"Order\"}}");
    var trait = Written.specified(true, "t", 1, "{\"count\":{\"event\":\"Order\"}}");
    var begun = Plan.NONE.following(Map.of(audience.id(), audience, trait.id(), trait));
    var plan = begun.inNextRound().afterJob().following(Map.of(audience.id(), audience));

    assertThat(MoveRecord.read(PlanRecord.ofMarker(marker))).isEqualTo(marker);
    assertThat(MoveRecord.read(PlanRecord.ofReport(report))).isEqualTo(report);
    assertThat(MoveRecord.read(PlanRecord.ofWish(wish))).isEqualTo(wish);
    assertThat(MoveRecord.read(PlanRecord.ofPlan(begun))).isEqualTo(new Arrival.Planned(begun));
    assertThat(MoveRecord.read(PlanRecord.ofPlan(plan))).isEqualTo(new Arrival.Planned(plan));
  }

  @Test
  void callsUndecodableWhatIsCutOffOrOfAnotherRelease() {
    var from = new Arrival.Position.Told(4, 5, 6);
    var bytes = MoveRecord.ofEvent(ResolvedEvent.getDefaultInstance(), from, TRAVEL);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(MoveRecord.read(Arrays.copyOf(bytes, length)))
          .isEqualTo(new Arrival.Undecodable());
    }
    bytes[0] = 99;
    assertThat(MoveRecord.read(bytes)).isEqualTo(new Arrival.Undecodable());
    assertThat(Travel.untracked().tracked()).isEqualTo(Place.UNTRACKED);
  }
}
