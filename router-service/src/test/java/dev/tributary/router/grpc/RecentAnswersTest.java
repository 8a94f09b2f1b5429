package dev.tributary.router.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.router.domain.softlink.SoftLinks.Answer;
import dev.tributary.router.grpc.RecentAnswers.Question;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private static final Question QUESTION = new Question("p1", 0.9);

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksOnceForTheSameQuestion() {
    // Given
    var answers = answers(Duration.ofMinutes(1), _ -> new Answer.Known(List.of()));

    // When
    answers.answer(QUESTION);
    answers.answer(QUESTION);
    answers.answer(new Question("p1", 0.8));
    answers.answer(new Question("p2", 0.9));

    // Then
    assertThat(asked).hasValue(3);
  }

  @Test
  void asksAgainWhenTheAnswerIsOld() {
    // Given
    var answers = answers(Duration.ZERO, _ -> new Answer.Known(List.of()));

    // When
    answers.answer(QUESTION);
    answers.answer(QUESTION);

    // Then
    assertThat(asked).hasValue(2);
  }

  @Test
  void remembersNothingThatWasNoAnswer() {
    // Given
    var answers = answers(Duration.ofMinutes(1), _ -> new Answer.Unavailable("away"));

    // When
    var first = answers.answer(QUESTION);
    answers.answer(QUESTION);

    // Then
    assertThat(first).isEqualTo(new Answer.Unavailable("away"));
    assertThat(asked).hasValue(2);
  }

  @Test
  void asksOnceForManyWhoAskAtTheSameTime() {
    // Given
    var gate = new CountDownLatch(1);
    var answers =
        answers(
            Duration.ZERO,
            _ -> {
              waitFor(gate);
              return new Answer.Known(List.of());
            });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // When
      var first = CompletableFuture.supplyAsync(() -> answers.answer(QUESTION), threads);
      await().until(() -> asked.get() == 1);
      var began = new CountDownLatch(1);
      var waiting = new AtomicReference<Thread>();
      var second =
          CompletableFuture.supplyAsync(
              () -> {
                waiting.set(Thread.currentThread());
                began.countDown();
                return answers.answer(QUESTION);
              },
              threads);
      waitFor(began);
      await().until(() -> waiting.get().getState() == Thread.State.WAITING);
      gate.countDown();

      // Then
      assertThat(first.join()).isEqualTo(new Answer.Known(List.of()));
      assertThat(second.join()).isEqualTo(new Answer.Known(List.of()));
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void isNotStuckWhereAskingThrows() {
    // Given
    var answers =
        answers(
            Duration.ofMinutes(1),
            _ -> {
              throw new IllegalStateException("a fault");
            });

    // Then
    assertThatThrownBy(() -> answers.answer(QUESTION)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> answers.answer(QUESTION)).isInstanceOf(IllegalStateException.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void staysBoundedHoweverManyAreAskedAbout() {
    // Given
    var answers = answers(Duration.ofMinutes(1), _ -> new Answer.Known(List.of()));

    // When
    for (int i = 0; i < 25_000; i++) {
      answers.answer(new Question("p" + i, 0.9));
    }

    // Then
    assertThat(answers.size()).isLessThanOrEqualTo(10_001);
  }

  private RecentAnswers answers(Duration remembered, Function<Question, Answer> ask) {
    return new RecentAnswers(
        remembered,
        question -> {
          asked.incrementAndGet();
          return ask.apply(question);
        });
  }

  private static void waitFor(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
