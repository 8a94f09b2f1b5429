package dev.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void pairsEachRunWithItsOwnBaseline() {
    // When
    var ratios = Ratios.of(new double[] {90, 40, 300}, new double[] {100, 50, 300});

    // Then
    assertThat(ratios).isEqualTo(new Ratios(0.9, 0.8, 1.0));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Ratios.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }

  @Test
  void refusesRunsThatDoNotPairUp() {
    assertThatThrownBy(() -> Ratios.of(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
