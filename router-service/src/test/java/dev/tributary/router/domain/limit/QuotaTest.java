package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotaTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant RESET = NOW.plusSeconds(30);

  @Test
  void answersOfOneWindowMayOvertakeEachOther() {
    // Given
    var told = new ArrayList<Long>();
    for (long left = 20; left <= 60; left++) {
      told.add(left);
    }
    Collections.shuffle(told, new Random(42));

    // When
    var quota = Quota.UNKNOWN;
    for (var left : told) {
      quota = quota.told(left, RESET, 1, NOW);
    }

    // Then
    assertThat(quota).isEqualTo(new Quota(20, RESET));
  }

  @Test
  void anotherWindowBeginsAnew() {
    // Given
    var quota = Quota.UNKNOWN.told(0, RESET, 1, NOW);

    // Then: told before its time, and after it
    assertThat(quota.told(9, RESET.plusSeconds(30), 1, NOW))
        .isEqualTo(new Quota(9, RESET.plusSeconds(30)));
    assertThat(quota.told(9, RESET.plusMillis(500), 1, RESET))
        .isEqualTo(new Quota(9, RESET.plusMillis(500)));
  }

  @Test
  void anAnswerOfAWindowThatIsOverTellsNothing() {
    assertThat(Quota.UNKNOWN.told(0, NOW, 1, NOW)).isEqualTo(Quota.UNKNOWN);
  }

  @Test
  void aReplicaMayAskOnceThoughLessIsLeftThanThereAreReplicas() {
    assertThat(Quota.UNKNOWN.told(2, RESET, 5, NOW).left()).isEqualTo(1);
    assertThat(Quota.UNKNOWN.told(0, RESET, 5, NOW).left()).isZero();
    assertThat(Quota.UNKNOWN.told(-3, RESET, 5, NOW).closedUntil(NOW)).contains(RESET);
  }

  @Test
  void whatIsSentIsTakenFromWhatIsLeft() {
    // Given
    var quota = Quota.UNKNOWN.told(3, RESET, 1, NOW);

    // Then
    assertThat(quota.spent(2).closedUntil(NOW)).isEmpty();
    assertThat(quota.spent(2).spent(2).closedUntil(NOW)).contains(RESET);
    assertThat(quota.spent(3).closedUntil(RESET)).isEmpty();
    assertThat(Quota.UNKNOWN.spent(1_000)).isEqualTo(Quota.UNKNOWN);
  }
}
