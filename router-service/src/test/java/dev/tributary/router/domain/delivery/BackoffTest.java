package dev.tributary.router.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  @Test
  void doublesUpToTheLongestAndThrowsHalfOfIt() {
    // Given
    var die = new SplittableRandom(42);

    for (int attempts = 1; attempts <= 60; attempts++) {
      long whole = (long) Math.min(300_000, 1_000 * Math.pow(2, attempts - 1));
      for (int draw = 0; draw < 200; draw++) {
        // When
        var delay = backoff.delay(attempts, die);

        // Then
        assertThat(delay.toMillis()).isBetween(whole / 2, whole);
      }
    }
  }

  @Test
  void spreadsDeliveriesThatFailedTogether() {
    // Given
    var die = new SplittableRandom(42);
    var delays = new HashSet<Duration>();

    // When
    for (int i = 0; i < 100; i++) {
      delays.add(backoff.delay(5, die));
    }

    // Then
    assertThat(delays).hasSizeGreaterThan(90);
  }

  @Test
  void holdsForTheSmallestAndTheLargestSettings() {
    var least = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    assertThat(least.delay(1_000_000, new SplittableRandom(1)).toMillis()).isBetween(0L, 1L);

    var most = new Backoff(Duration.ofHours(1), Duration.ofHours(24));
    assertThat(most.delay(Integer.MAX_VALUE, new SplittableRandom(1)))
        .isBetween(Duration.ofHours(12), Duration.ofHours(24));
  }
}
