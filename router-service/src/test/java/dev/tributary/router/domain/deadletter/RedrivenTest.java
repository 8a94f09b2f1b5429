package dev.tributary.router.domain.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.router.domain.deadletter.Redriven.Marks;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedrivenTest {

  private static final Instant GIVEN_UP = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void saysWhenALetterWasDeliveredOnceMore() {
    var marks = new Marks(Map.of(7L, GIVEN_UP.plusSeconds(300)));

    assertThat(marks.of(new LetterId(0, 7), givenUpAt(GIVEN_UP)))
        .contains(GIVEN_UP.plusSeconds(300));
    assertThat(marks.of(new LetterId(0, 8), givenUpAt(GIVEN_UP))).isEmpty();
  }

  @Test
  void takesNoMarkOfALetterThatStoodThereBefore() {
    var marks = new Marks(Map.of(7L, GIVEN_UP.minusSeconds(61)));

    assertThat(marks.of(new LetterId(0, 7), givenUpAt(GIVEN_UP))).isEmpty();
  }

  @Test
  void bearsWithClocksThatAreALittleApart() {
    var marks = new Marks(Map.of(7L, GIVEN_UP.minusSeconds(59)));

    assertThat(marks.of(new LetterId(0, 7), givenUpAt(GIVEN_UP))).isPresent();
  }

  private static Letter.Why givenUpAt(Instant time) {
    return new Letter.Why("refused", "", 1, time, time);
  }
}
