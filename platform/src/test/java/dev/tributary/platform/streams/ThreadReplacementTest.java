package dev.tributary.platform.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

  private final ThreadReplacement replacement = new ThreadReplacement();

  @Test
  void replacesAThreadThatFailed() {
    assertThat(replacement.handle(new StreamsException("broker away")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
  }

  @Test
  void stopsOnAnError() {
    assertThat(replacement.handle(new LinkageError()))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void pausesLongerWithEachFailureInARowUpToHalfAMinuteAndStartsAfreshAfterACalm() {
    // Given
    var now = System.nanoTime();
    var first = replacement.nextPause(now);

    // When
    var last = first;
    for (int i = 0; i < 20; i++) {
      last = replacement.nextPause(now);
    }
    var afterCalm = replacement.nextPause(now + Duration.ofMinutes(6).toNanos());

    // Then
    assertThat(first).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    assertThat(last).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(32));
    assertThat(afterCalm).isLessThanOrEqualTo(Duration.ofMillis(250));
  }
}
