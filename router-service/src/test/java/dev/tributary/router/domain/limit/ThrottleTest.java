package dev.tributary.router.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.domain.definition.Limits;
import dev.tributary.connectors.domain.definition.Limits.Resets;
import dev.tributary.connectors.domain.request.Body;
import dev.tributary.router.domain.delivery.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Limits.Quota QUOTA = new Limits.Quota("left", "reset", Resets.SECONDS);
  private static final Pace PACE = new Pace(1_000, 64, Duration.ofMillis(100));

  private final Scripted budget = new Scripted();
  private final Throttle throttle = new Throttle(budget, Duration.ofMinutes(5));

  /** Answers as it was told to, and writes down what it was asked for. */
  private static final class Scripted implements RequestBudget {

    private final ArrayDeque<Permit> answers = new ArrayDeque<>();
    private final List<Integer> most = new ArrayList<>();
    private int replicas = 1;

    @Override
    public Permit acquire(Pace pace, int least, int wanted, Instant now) {
      most.add(wanted);
      var answer = answers.poll();
      return answer == null ? new Permit.Granted(wanted, now.plus(pace.hold())) : answer;
    }

    @Override
    public int replicas() {
      return replicas;
    }
  }

  @Test
  void grantsEverythingWhereNothingIsLimited() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(throttle.take(1, NOW)).isInstanceOf(Permit.Granted.class);
    }
    assertThat(budget.most).isEmpty();
  }

  @Test
  void drawsTwiceAsManyEachTimeThatTheLastWereUsedUpSoon() {
    // Given
    throttle.follow(paced());

    // When
    for (int i = 0; i < 200; i++) {
      assertThat(throttle.take(1, NOW)).isInstanceOf(Permit.Granted.class);
    }

    // Then
    assertThat(budget.most).containsExactly(1, 2, 4, 8, 16, 32, 64, 64, 64);
  }

  @Test
  void drawsAsManyAsWereUsedWhereSomeWereNot() {
    // Given
    throttle.follow(paced());
    for (int i = 0; i < 10; i++) {
      throttle.take(1, NOW);
    }

    // When: of the block of eight, three were used
    throttle.take(1, NOW.plusSeconds(1));

    // Then
    assertThat(budget.most).containsExactly(1, 2, 4, 8, 3);
  }

  @Test
  void whatWasDrawnIsVoidWhenItsTimeIsOverOrTheClockWasPutBack() {
    // Given
    throttle.follow(paced());
    budget.answers.add(new Permit.Granted(10, NOW.plusMillis(100)));
    throttle.take(1, NOW);

    // When
    throttle.take(1, NOW.plusMillis(99));
    throttle.take(1, NOW.plusMillis(100));
    throttle.take(1, NOW.minusMillis(1));

    // Then
    assertThat(budget.most).hasSize(3);
  }

  @Test
  void doesNotAskAgainBeforeTheTimeItWasTold() {
    // Given
    throttle.follow(paced());
    var until = NOW.plusMillis(30);
    budget.answers.add(new Permit.Wait(until));

    // When
    var first = throttle.take(1, NOW);
    var second = throttle.take(1, NOW.plusMillis(29));
    var third = throttle.take(1, until);

    // Then
    assertThat(first).isEqualTo(new Permit.Wait(until)).isEqualTo(second);
    assertThat(third).isInstanceOf(Permit.Granted.class);
    assertThat(budget.most).hasSize(2);
  }

  @Test
  void whatGoesTogetherCountsAsTheBurstAtMost() {
    // Given
    throttle.follow(paced());

    // When
    var permit = throttle.take(1_000, NOW);

    // Then
    assertThat(permit).isInstanceOf(Permit.Granted.class);
    assertThat(budget.most).containsExactly(64);
  }

  @Test
  void aNewLimitHoldsAtOnce() {
    // Given
    throttle.follow(paced());
    budget.answers.add(new Permit.Granted(10, NOW.plusSeconds(1)));
    throttle.take(1, NOW);

    // When
    throttle.follow(new RateLimit(Optional.of(PACE.dividedBy(2)), Optional.empty()));
    throttle.take(1, NOW);

    // Then
    assertThat(budget.most).hasSize(2);
  }

  @Test
  void sendsNothingBeforeTheResetOnceNothingIsLeft() {
    // Given
    throttle.follow(new RateLimit(Optional.empty(), Optional.of(QUOTA)));

    // When
    throttle.answered(answer("0", "20"), NOW);

    // Then
    assertThat(throttle.take(1, NOW.plusSeconds(19)))
        .isEqualTo(new Permit.Wait(NOW.plusSeconds(20)));
    assertThat(throttle.take(1, NOW.plusSeconds(20))).isInstanceOf(Permit.Granted.class);
  }

  @Test
  void sendsItsPartOfWhatIsLeft() {
    // Given
    budget.replicas = 3;
    throttle.follow(new RateLimit(Optional.empty(), Optional.of(QUOTA)));
    throttle.answered(answer("10", "20"), NOW);

    // When
    int granted = 0;
    while (throttle.take(1, NOW) instanceof Permit.Granted) {
      granted++;
    }

    // Then
    assertThat(granted).isEqualTo(3);
  }

  @Test
  void anAnswerThatWasNoneTellsNothing() {
    // Given
    throttle.follow(new RateLimit(Optional.empty(), Optional.of(QUOTA)));

    // When
    throttle.answered(new Answer.TimedOut(), NOW);
    throttle.answered(answer("none", "soon"), NOW);

    // Then
    assertThat(throttle.take(1, NOW)).isInstanceOf(Permit.Granted.class);
  }

  private static RateLimit paced() {
    return new RateLimit(Optional.of(PACE), Optional.empty());
  }

  private static Answer answer(String left, String reset) {
    return new Answer.Responded(200, Map.of("left", left, "reset", reset), Body.EMPTY);
  }
}
