package dev.tributary.identity.domain.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {

  /** A clock that is about to overflow. */
  private static final long START = Math.subtractExact(Long.MAX_VALUE, 10L);

  private static final long MILLI = 1_000_000;

  private final RequestBudget budget = new RequestBudget(100, START);

  @Test
  void admitsASecondsWorthAtOnceAndNoMore() {
    assertThat(admitted(START, 150)).isEqualTo(100);
    assertThat(budget.admits(START + 9 * MILLI)).isFalse();
  }

  @Test
  void admitsOneMoreAsSoonAsItsShareOfTheSecondHasPassed() {
    admitted(START, 100);

    assertThat(admitted(START + 30 * MILLI, 10)).isEqualTo(3);
  }

  @Test
  void savesNothingBeyondASecond() {
    assertThat(admitted(START + 60_000 * MILLI, 500)).isEqualTo(100);
  }

  private long admitted(long now, int tries) {
    return IntStream.range(0, tries).filter(_ -> budget.admits(now)).count();
  }
}
