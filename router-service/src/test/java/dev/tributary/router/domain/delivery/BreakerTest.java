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
      assertThat(breaker.failed(NOW, true)).isEmpty();
    }

    // When
    var first = breaker.failed(NOW, true);
    var underWay = breaker.failed(NOW.plusMillis(500), true);
    var second = breaker.failed(NOW.plusSeconds(1), true);
    var now = NOW.plusSeconds(3);
    for (int i = 0; i < 20; i++) {
      now = breaker.failed(now, true).orElseThrow();
    }

    // Then
    assertThat(first).contains(NOW.plusSeconds(1));
    assertThat(underWay).isEqualTo(first);
    assertThat(second).contains(NOW.plusSeconds(3));
    assertThat(breaker.failed(now, true)).contains(now.plusSeconds(30));
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void closesWithTheFirstSuccess() {
    // Given
    for (int i = 0; i < 30; i++) {
      var _ = breaker.failed(NOW, true);
    }

    // When
    breaker.succeeded();

    // Then
    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.failed(NOW, true)).isEmpty();
  }

  @Test
  void doesNotOpenWhereSomeSucceed() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(breaker.failed(NOW, true)).isEmpty();
      if (i % 19 == 18) {
        breaker.succeeded();
      }
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void isNotOpenedByWhatHadFailedBefore() {
    // When
    for (int i = 0; i < 100; i++) {
      assertThat(breaker.failed(NOW, false)).isEmpty();
    }

    // Then
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void waitsLongerWhateverFailsOnceItIsOpen() {
    // Given
    for (int i = 0; i < 20; i++) {
      var _ = breaker.failed(NOW, true);
    }

    // When
    var further = breaker.failed(NOW.plusSeconds(1), false);

    // Then
    assertThat(further).contains(NOW.plusSeconds(3));
  }
}
