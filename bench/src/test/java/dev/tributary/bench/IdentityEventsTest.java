package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdentityEventsTest {

  @Test
  void bringsInAsManyUsersAsEventsWhereAllAreNew() {
    // When
    var events = new IdentityEvents(100).allNew(3, 1_000);

    // Then
    assertThat(IdentityRuns.users(events)).isEqualTo(1_000);
    assertThat(events)
        .allSatisfy(record ->
            assertThat(record.event().getMessageId())
                .startsWith(IdentityEvents.introducingRun(3))
                .isEqualTo(IdentityEvents.introducing(record.event().getUserId())));
  }

  @Test
  void bringsInANewUserWithOneEventInTwenty() {
    // When
    var events = new IdentityEvents(100).repeats(1, 20_000);

    // Then
    assertThat(
            events.stream()
                .filter(record ->
                    record.event().getMessageId().startsWith(IdentityEvents.introducingRun(1))))
        .hasSizeBetween(900, 1_100);
  }

  @Test
  void givesEveryEventABirthAndAMessageIdOfItsOwn() {
    // Given
    var events = new IdentityEvents(100);
    var births = new HashSet<Object>();
    var messageIds = new HashSet<String>();

    // When
    var all = new ArrayList<>(events.known());
    all.addAll(events.repeats(0, 500));
    all.addAll(events.repeats(1, 500));
    all.forEach(record -> {
      births.add(record.event().getBirth());
      messageIds.add(record.event().getMessageId());
    });

    // Then
    assertThat(births).hasSize(1_100);
    assertThat(messageIds).hasSize(1_100);
  }

  @Test
  void makesPayloadsOfAboutOneKilobyte() {
    assertThat(new IdentityEvents(1).allNew(0, 10))
        .allSatisfy(record -> assertThat(record.event().getPayload().size()).isBetween(850, 1_150));
  }
}
