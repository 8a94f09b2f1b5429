package dev.tributary.local.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesFromOneSecondToHalfAMinute() {
    // When
    var seconds = IntStream.rangeClosed(1, 7).mapToObj(Backoff::after).map(Duration::toSeconds);

    // Then
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(Backoff.after(1_000_000)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void beginsAnewAfterARunThatHeld() {
    // Then
    assertThat(Backoff.failures(4, Duration.ofSeconds(59))).isEqualTo(5);
    assertThat(Backoff.failures(4, Duration.ofMinutes(1))).isEqualTo(1);
  }
}
