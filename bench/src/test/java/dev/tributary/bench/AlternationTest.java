package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.bench.Alternation.Measured;
import dev.tributary.bench.Alternation.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternationTest {

  private final List<String> order = new ArrayList<>();

  @Test
  void runsTheSidesForthAndBackInEveryRound() throws Exception {
    // Given
    var alternation = new Alternation(report(), List.of(side("a"), side("b"), side("c")));

    // When
    alternation.run(2);

    // Then
    assertThat(String.join("", order)).isEqualTo("abccbaabccba");
  }

  @Test
  void keepsTheFiguresOfASideInTheOrderOfItsRuns() throws Exception {
    // Given
    var alternation = new Alternation(report(), List.of(side("a"), side("b")));

    // When
    alternation.run(1);

    // Then
    assertThat(alternation.figures("a")).containsExactly(1, 4);
    assertThat(alternation.figures("b")).containsExactly(2, 3);
  }

  private Side side(String name) {
    return new Side() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Measured run() {
        order.add(name);
        return new Measured(order.size(), 1, List.of());
      }
    };
  }

  private static Report report() {
    return new Report(IdentityBench.allNew());
  }
}
