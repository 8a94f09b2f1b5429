package dev.tributary.identity.domain.linkage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.identity.domain.linkage.comparison.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {

  private static final double NOT_RARE = Double.NaN;

  /** Splink, docs/topic_guides/theory/fellegi_sunter.md. */
  @ParameterizedTest
  @CsvSource({"0,0.5", "2,0.8", "3,0.9", "4,0.95", "7,0.99", "9.48,0.999"})
  void bitsAreTheProbabilitiesOfSplinksTheoryPage(double bits, double probability) {
    assertThat(Bits.toProbability(bits)).isCloseTo(probability, within(0.012));
  }

  /** The example of the same page: -6.67 + 4.74 + 6.49 - 1.97 - 1.12 + 8.00 = 9.48. */
  @Test
  void addsUpSplinksWaterfall() {
    // Given
    double lambda = Bits.toProbability(-6.67);
    var fields =
        List.of(weights(4.74), weights(6.49), weights(-1.97), weights(-1.12), weights(8.00));
    var model = new Model(lambda, 0, fields);

    // When
    var score =
        model.score(new int[5], new double[] {NOT_RARE, NOT_RARE, NOT_RARE, NOT_RARE, NOT_RARE});

    // Then
    assertThat(score.bits()).isCloseTo(9.47, within(0.011));
    assertThat(score.probability()).isCloseTo(0.999, within(0.001));
    assertThat(score.household()).isCloseTo(0, within(1e-9));
  }

  @Test
  void whatOneSideDoesNotSayIsNoEvidence() {
    var model = new Model(0.25, 0, List.of(weights(5)));

    var score = model.score(new int[] {Comparison.MISSING}, new double[] {NOT_RARE});

    assertThat(score.probability()).isCloseTo(0.25, within(1e-12));
    assertThat(score.evidence()).isEmpty();
  }

  /** By hand: u = 1/8, the value's own frequency 1/64, so 3 bits more. */
  @Test
  void agreementOnARareValueCountsMore() {
    var level = new LevelWeights("exact", 0.5, 0.125, 0.125);
    var model = new Model(0.5, 0, List.of(new FieldWeights("family_name", List.of(level))));

    assertThat(model.bits(new int[1], new double[] {NOT_RARE})).isCloseTo(2, within(1e-9));
    assertThat(model.bits(new int[1], new double[] {1 / 64.0})).isCloseTo(5, within(1e-9));
  }

  /**
   * By hand: lambda 0.1, household 0.1, m = h = 0.8 and u = 0.01, so the odds are 0.1 * 0.8 against
   * 0.1 * 0.8 + 0.8 * 0.01.
   */
  @Test
  void whatAHouseholdSharesDoesNotMakeItOnePerson() {
    var level = new LevelWeights("exact", 0.8, 0.01, 0.8);
    var model = new Model(0.1, 0.1, List.of(new FieldWeights("address", List.of(level))));

    var score = model.score(new int[1], new double[] {NOT_RARE});

    assertThat(score.probability()).isCloseTo(0.08 / (0.08 + 0.088), within(1e-9));
    assertThat(score.bits())
        .isCloseTo(
            score.prior() + score.evidence().getFirst().bits() + score.household(), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"5000,1", "-5000,0", "1e300,1", "-1e300,0"})
  void noWeightIsTooLargeToBeAProbability(double bits, double probability) {
    assertThat(Bits.toProbability(bits)).isEqualTo(probability);
  }

  private static FieldWeights weights(double bits) {
    double u = bits > 0 ? Math.pow(2, -bits) : 1;
    double m = bits > 0 ? 1 : Math.pow(2, bits);
    return new FieldWeights("field", List.of(new LevelWeights("exact", m, u, u)));
  }
}
