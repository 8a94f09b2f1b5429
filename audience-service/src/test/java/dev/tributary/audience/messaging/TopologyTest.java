package dev.tributary.audience.messaging;

import static dev.tributary.audience.messaging.Wire.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.proto.v1.Cause;
import dev.tributary.proto.v1.Change;
import dev.tributary.proto.v1.Identifier;
import dev.tributary.proto.v1.Resolved;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the topology stores and tells. */
class TopologyTest extends DrivenTopology {

  private static final String ORDERED =
      "{\"who\":{\"event\":\"Order\",\"count\":{\"atLeast\":2},\"within\":\"1m\"}}";

  @Test
  void tellsAnEntryWithItsCauseAndEveryIdentifier() {
    // Given
    define(audience("ordered", ORDERED));
    send("p1", event("Order", now).identifiedBy("user_id", "u1"));

    // When
    send("p1", event("Order", now).identifiedBy("email", "a@b.c").bornAt(3, 17));

    // Then
    var told = told();
    assertThat(told).hasSize(1);
    var change = told.getFirst();
    assertThat(change.getProfileId()).isEqualTo("p1");
    assertThat(change.getDefinition()).isEqualTo("ordered");
    assertThat(change.getVersion()).isEqualTo(1);
    assertThat(change.getMembership().getMember()).isTrue();
    assertThat(change.getCause().getKind()).isEqualTo(Cause.Kind.KIND_EVENT);
    assertThat(change.getCause().getBirth().getPartition()).isEqualTo(3);
    assertThat(change.getCause().getBirth().getOffset()).isEqualTo(17);
    assertThat(change.getIdentifiersList()).extracting("value").containsExactly("u1", "a@b.c");
    assertThat(sizeOf("ordered")).isEqualTo(1);
  }

  @Test
  void tellsAMembersNewIdentifiersWithAllThatItHas() {
    // Given
    define(audience("ordered", ORDERED), trait("orders", "{\"count\":{\"event\":\"Order\"}}"));
    send("p1", event("Order", now).identifiedBy("user_id", "u1"));
    send("p1", event("Order", now).identifiedBy("user_id", "u1"));
    send("p2", event("Other", now).identifiedBy("anonymous_id", "x"));
    told();

    // When
    send("p1", event("Other", now).identifiedBy("email", "a@b.c").bornAt(3, 17));
    sendMerge("p2", "p1");

    // Then
    var told = told();
    assertThat(told).extracting(Change::getDefinition).containsExactly("ordered", "ordered");
    assertThat(told).extracting(Change::getVersion).containsExactly(2L, 3L);
    assertThat(told).extracting(Change::getKindCase).containsOnly(Change.KindCase.IDENTIFIED);
    assertThat(told)
        .extracting(c -> c.getCause().getKind())
        .containsExactly(Cause.Kind.KIND_EVENT, Cause.Kind.KIND_MERGE);
    var byEvent = told.getFirst();
    assertThat(byEvent.getCause().getBirth().getOffset()).isEqualTo(17);
    assertThat(byEvent.getIdentified().getGainedList())
        .extracting(Identifier::getType, Identifier::getValue)
        .containsExactly(tuple("email", "a@b.c"));
    assertThat(byEvent.getIdentifiersList()).extracting("value").containsExactly("u1", "a@b.c");
    var byMerge = told.getLast();
    assertThat(byMerge.getIdentified().getGainedList()).extracting("value").containsExactly("x");
    assertThat(byMerge.getIdentifiersList())
        .extracting("value")
        .containsExactly("u1", "a@b.c", "x");
    assertThat(sizeOf("ordered")).isEqualTo(1);
    assertThat(changesOf("identified", "event")).isEqualTo(1);
    assertThat(changesOf("identified", "merge")).isEqualTo(1);
  }

  @Test
  void keepsAnEntryUntilItCanSayWho() {
    // Given
    define(audience("ordered", ORDERED));
    send("p1", event("Order", now).nameless());
    send("p1", event("Order", now + 1).nameless());
    var overtaking = told();

    // When
    send("p1", event("Visit", now).identifiedBy("user_id", "u1"));

    // Then
    assertThat(overtaking).isEmpty();
    var told = told();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getMembership().getMember()).isTrue();
    assertThat(told.getFirst().getIdentifiersList()).extracting("value").containsExactly("u1");
    assertThat(sizeOf("ordered")).isEqualTo(1);
  }

  @Test
  void tellsAnExitWhenTimeAloneHasPassed() {
    // Given
    define(audience("ordered", ORDERED));
    send("p1", event("Order", now));
    send("p1", event("Order", now + 500));
    told();

    // When
    pass(Duration.ofMillis(59_800));
    var before = told();
    pass(Duration.ofMillis(400));

    // Then
    assertThat(before).isEmpty();
    var exit = told();
    assertThat(exit).hasSize(1);
    assertThat(exit.getFirst().getMembership().getMember()).isFalse();
    assertThat(exit.getFirst().getVersion()).isEqualTo(2);
    assertThat(exit.getFirst().getCause().getKind()).isEqualTo(Cause.Kind.KIND_TIME);
    assertThat(sizeOf("ordered")).isZero();
    assertThat(keysOf(StoreKey.MEMBER)).isZero();
  }

  @Test
  void firesFarMoreTimersThanOneTickTakes() {
    // Given
    define(audience("once", "{\"who\":{\"event\":\"Order\",\"within\":\"1m\"}}"));
    for (int i = 0; i < 600; i++) {
      send("p" + i, event("Order", now));
    }
    assertThat(told()).hasSize(600);

    // When
    pass(Duration.ofSeconds(59));
    var before = told();
    // The driver ticks once for each step, and a tick's work is bounded by time.
    for (int i = 0; i < 400 && keysOf(StoreKey.TIMER) > 0; i++) {
      pass(Duration.ofSeconds(1));
    }

    // Then
    assertThat(before).isEmpty();
    assertThat(told()).hasSize(600);
    assertThat(keysOf(StoreKey.TIMER)).isZero();
  }

  @Test
  void combinesTwoProfilesAndTellsWhatIsNewForTheSurvivor() {
    // Given
    define(audience("ordered", ORDERED), trait("orders", "{\"count\":{\"event\":\"Order\"}}"));
    send("a", event("Order", now).identifiedBy("user_id", "u1"));
    send("b", event("Order", now).identifiedBy("anonymous_id", "x"));
    told();

    // When
    sendMerge("b", "a");

    // Then
    var told = told();
    assertThat(told).extracting(Change::getProfileId).containsOnly("a");
    assertThat(told).extracting(c -> c.getCause().getKind()).containsOnly(Cause.Kind.KIND_MERGE);
    assertThat(told)
        .extracting(Change::getDefinition)
        .containsExactlyInAnyOrder("ordered", "orders");
    assertThat(told.getFirst().getIdentifiersList())
        .extracting("value")
        .containsExactlyInAnyOrder("u1", "x");
    assertThat(sizeOf("ordered")).isEqualTo(1);
    assertThat(keysOf(StoreKey.TIMER)).isEqualTo(1);
    assertThat(keysOf(StoreKey.ATTRIBUTES)).isEqualTo(1);
  }

  @Test
  void sendsOnWhatComesForAMergedProfileAlongTheWholeChain() {
    // Given
    define(trait("orders", "{\"count\":{\"event\":\"Order\"}}"));
    send("a", event("Order", now));
    sendMerge("c", "b");
    sendMerge("b", "a");
    told();

    // When
    send("c", event("Order", now));
    sendMerge("c", "b");

    // Then
    var told = told();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().getProfileId()).isEqualTo("a");
    assertThat(told.getFirst().getTrait().getValue().toStringUtf8()).isEqualTo("2");
    assertThat(outcome("forwarded")).isEqualTo(2);
    assertThat(outcome("repeated")).isEqualTo(1);
  }

  @Test
  void doesNotGoRoundACircleOfMergesForEver() {
    // Given
    define(trait("orders", "{\"count\":{\"event\":\"Order\"}}"));
    sendMerge("a", "b");
    sendMerge("b", "a");

    // When
    send("a", event("Order", now));

    // Then
    assertThat(outcome("circular")).isEqualTo(1);
    assertThat(told()).isEmpty();
  }

  @Test
  void bringsExistingProfilesUpToDateWithANewDefinitionOverTraits() {
    // Given
    for (int i = 0; i < 400; i++) {
      send("p" + i, event("Other", now).setting("plan", i % 2 == 0 ? "\"paid\"" : "\"free\""));
    }

    // When
    define(audience("paying", "{\"who\":{\"trait\":\"plan\",\"equals\":\"paid\"}}"));
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(200));
    }

    // Then
    var told = told();
    assertThat(told).hasSize(200);
    assertThat(told)
        .extracting(c -> c.getCause().getKind())
        .containsOnly(Cause.Kind.KIND_DEFINITION);
    assertThat(sizeOf("paying")).isEqualTo(200);
  }

  @Test
  void forgetsADeletedAudienceWithoutTellingAnybody() {
    // Given
    define(audience("once", "{\"who\":{\"event\":\"Order\"}}"));
    send("p1", event("Order", now));
    told();

    // When
    define();
    pass(Duration.ofMillis(400));

    // Then
    assertThat(told()).isEmpty();
    assertThat(keysOf(StoreKey.MEMBER)).isZero();
    assertThat(sizeOf("once")).isZero();
  }

  @Test
  void entersEverybodyNewIntoAnAudienceOfThoseWhoHaveNot() {
    // Given
    define(audience("never", "{\"who\":{\"event\":\"Order\",\"count\":{\"exactly\":0}}}"));

    // When
    send("p1", event("Other", now).identifiedBy("user_id", "u1"));
    send("p1", event("Order", now));

    // Then
    assertThat(told()).extracting(c -> c.getMembership().getMember()).containsExactly(true, false);
  }

  @Test
  void endsEachBadRecordInAnOutcomeAndGoesOn() {
    // Given
    define(audience("once", "{\"who\":{\"event\":\"Order\",\"where\":\"properties.n > 1\"}}"));

    // When
    publish("p1", new byte[] {1, 2, 3});
    publish("p1", new byte[0]);
    publish(null, Resolved.getDefaultInstance().toByteArray());
    send("p1", event("Order", now).nameless().payload("not json"));
    sendMerge("p1", "p1");
    send("p1", event("Order", Long.MIN_VALUE).payload("{\"properties\":{\"n\":2}}"));
    send("p2", event("Order", Long.MAX_VALUE).payload("{\"properties\":{\"n\":2}}"));

    // Then
    assertThat(outcome("undecodable")).isEqualTo(4);
    assertThat(outcome("irrelevant")).isEqualTo(1);
    assertThat(outcome("changed")).isEqualTo(2);
    assertThat(outcome("failed")).isZero();
    assertThat(told()).hasSize(2);
  }

  @Test
  void countsWhatHappenedBeforeTheDefinitionAndBetween() {
    // Given
    send("p1", event("Order", now).identifiedBy("user_id", "u1"));
    send("p2", event("Order", now).identifiedBy("user_id", "u2"));
    sendMerge("p2", "p1");
    send("p3", event("Order", now).identifiedBy("user_id", "u3"));

    // When
    define(audience("ordered", ORDERED), trait("orders", "{\"count\":{\"event\":\"Order\"}}"));

    // Then
    var told = told();
    assertThat(told)
        .extracting(c -> c.getProfileId() + " " + c.getDefinition())
        .containsExactlyInAnyOrder("p1 ordered", "p1 orders", "p3 orders");
    assertThat(told)
        .extracting(c -> c.getCause().getKind())
        .containsOnly(Cause.Kind.KIND_DEFINITION);
    assertThat(sizeOf("ordered")).isEqualTo(1);
    send("p3", event("Order", now));
    assertThat(sizeOf("ordered")).isEqualTo(2);
  }

  @Test
  void storesNothingForAnEventThatChangesNothing() {
    // Given
    define(audience("once", "{\"who\":{\"event\":\"Order\",\"within\":\"1m\"}}"));
    send("p1", event("Order", now));

    // When
    send("p1", event("Order", now - 60_000));

    // Then
    assertThat(outcome("unchanged")).isEqualTo(1);
  }
}
