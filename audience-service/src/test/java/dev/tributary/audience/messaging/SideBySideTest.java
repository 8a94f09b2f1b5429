package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.Unavailable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many questions, some of them at once. */
class SideBySideTest {

  private static final int AT_ONCE = 16;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SideBySide sideBySide = new SideBySide(threads);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 33, 1_000})
  void answersEachInItsPlace(int size) {
    var questions = IntStream.range(0, size).boxed().toList();

    var answers = sideBySide.answers(questions, number -> -number);

    assertThat(answers).isEqualTo(questions.stream().map(number -> -number).toList());
  }

  @Test
  void asksSoManyAtOnceAndNeverMore() {
    // Given
    var begun = new CountDownLatch(AT_ONCE);
    var now = new AtomicInteger();
    var most = new AtomicInteger();

    // When
    sideBySide.answers(
        IntStream.range(0, 10 * AT_ONCE).boxed().toList(),
        number -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          begun.countDown();
          await(begun);
          now.decrementAndGet();
          return number;
        });

    // Then
    assertThat(most).hasValue(AT_ONCE);
  }

  @Test
  void throwsWhatAnAnswerThrows() {
    var gone = new Unavailable("gone", null);

    assertThatThrownBy(() ->
            sideBySide.answers(
                List.of(1, 2, 3),
                number -> {
                  if (number == 2) {
                    throw gone;
                  }
                  return number;
                }))
        .isSameAs(gone);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
