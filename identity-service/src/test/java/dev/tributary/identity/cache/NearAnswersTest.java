package dev.tributary.identity.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearAnswersTest {

  private static final long TTL = 1_000;
  private static final ProfileId JANE = ProfileId.ofUnidentified(new Birth(1, 1));
  private static final ProfileId JOHN = ProfileId.ofUnidentified(new Birth(1, 2));

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10); // it may well overflow
  private final NearAnswers answers = new NearAnswers(100_000, clock::incrementAndGet);

  @BeforeEach
  void everyChangeIsHeard() {
    answers.hearing();
  }

  @Test
  void givesBackWhatItKeeps() {
    keep("jane", JANE, answers.now());

    assertThat(answers.find("jane")).contains("jane".getBytes(UTF_8));
    assertThat(answers.find("john")).isEmpty();
  }

  @Test
  void forgetsAChangedProfileAndNoOther() {
    // Given
    keep("jane", JANE, answers.now());
    keep("john", JOHN, answers.now());

    // When
    answers.changed(JANE);

    // Then
    assertThat(answers.find("jane")).isEmpty();
    assertThat(answers.find("john")).isPresent();
  }

  @Test
  void anAnswerThatWasAskedForBeforeTheChangeAndComesAfterItIsNotKept() {
    // Given
    long askedAt = answers.now();

    // When
    answers.changed(JANE);
    keep("jane", JANE, askedAt);

    // Then
    assertThat(answers.find("jane")).isEmpty();
    keep("jane", JANE, answers.now());
    assertThat(answers.find("jane")).isPresent();
  }

  @Test
  void nothingIsNearWhileChangesMayBeMissedNorWhatWasAskedForThen() {
    // Given
    keep("jane", JANE, answers.now());

    // When
    answers.deaf();

    // Then
    assertThat(answers.find("jane")).isEmpty();
    long askedAt = answers.now();
    keep("jane", JANE, askedAt);
    answers.hearing();
    keep("jane", JANE, askedAt);
    assertThat(answers.find("jane")).isEmpty();
    keep("jane", JANE, answers.now());
    assertThat(answers.find("jane")).isPresent();
  }

  @Test
  void anAnswerExpiresThoughNoChangeIsHeard() {
    // Given
    keep("jane", JANE, answers.now());

    // When
    clock.addAndGet(TTL);

    // Then
    assertThat(answers.find("jane")).isEmpty();
  }

  @Test
  void staysWithinItsMemoryAndKeepsTheNewest() {
    // When
    IntStream.range(0, 10_000).forEach(i -> keep("question-" + i, JANE, answers.now()));

    // Then
    long kept =
        IntStream.range(0, 10_000).filter(i -> answers.find("question-" + i).isPresent()).count();
    assertThat(kept).isBetween(100L, 100_000L / 160);
    assertThat(answers.find("question-9999")).isPresent();
    assertThat(answers.find("question-0")).isEmpty();
  }

  @Test
  void whatIsLargerThanItsMemoryIsNotKept() {
    answers.keep("large", new byte[60_000], JANE, 1, answers.now(), Long.MAX_VALUE);

    assertThat(answers.find("large")).isEmpty();
  }

  @Test
  void withoutMemoryNothingIsNear() {
    // Given
    var none = new NearAnswers(0, clock::incrementAndGet);

    // When
    none.hearing();
    none.changed(JANE);
    none.keep("jane", new byte[1], JANE, 1, none.now(), Long.MAX_VALUE);

    // Then
    assertThat(none.enabled()).isFalse();
    assertThat(none.find("jane")).isEmpty();
  }

  private void keep(String question, ProfileId profile, long askedAt) {
    answers.keep(question, question.getBytes(UTF_8), profile, 1, askedAt, askedAt + TTL);
  }
}
