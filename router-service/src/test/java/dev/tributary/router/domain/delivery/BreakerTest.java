package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Breaker breaker = new Breaker();

  @Test
  void opensAfterTwentyFailuresInARowAndWaitsLongerEachTime() {
    // Given
    for (int i = 0; i < 19; i++) {
      assertThat(breaker.failed(NOW)).isEmpty();
    }

    // When
    var first = breaker.failed(NOW);
    var underWay = breaker.failed(NOW.plusMillis(500));
    var second = breaker.failed(NOW.plusSeconds(1));
    var now = NOW.plusSeconds(3);
    for (int i = 0; i < 20; i++) {
      now = breaker.failed(now).orElseThrow();
    }

    // Then
    assertThat(first).contains(NOW.plusSeconds(1));
    assertThat(underWay).isEqualTo(first);
    assertThat(second).contains(NOW.plusSeconds(3));
    assertThat(breaker.failed(now)).contains(now.plusSeconds(30));
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void closesWithTheFirstSuccess() {
    // Given
    for (int i = 0; i < 30; i++) {
      var _ = breaker.failed(NOW);
    }

    // When
    breaker.succeeded();

    // Then
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.failed(NOW)).isEmpty();
  }

  @Test
  void doesNotOpenWhereSomeSucceed() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(breaker.failed(NOW)).isEmpty();
      if (i % 19 == 18) {
        breaker.succeeded();
      }
    }
    assertThat(breaker.isOpen()).isFalse();
  }
}
