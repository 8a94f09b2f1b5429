package dev.tributary.audience.domain.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void saysNothingBetweenTheLinesOfALookAtEverybody() {
    assertThat(Estimate.ofAll(17, 100)).isEqualTo(new Estimate(17, 17, 17, true, 100, 100));
  }

  @Test
  void boundsWhatNobodyOfTheSampleIs() {
    var estimate = Estimate.ofSample(0, 2_000, 1_000_000);

    assertThat(estimate.members()).isZero();
    assertThat(estimate.least()).isZero();
    // Wilson's upper bound for 0 of n is z²/(n + z²).
    assertThat(estimate.most()).isEqualTo((long) Math.ceil(3.841459 / 2_003.841459 * 1_000_000));
  }

  @Test
  void knowsAtLeastWhatItSaw() {
    var estimate = Estimate.ofSample(9, 10, 12);

    assertThat(estimate.least()).isBetween(9L, 11L);
    assertThat(estimate.most()).isLessThanOrEqualTo(11);
  }

  @Test
  void saysThatAnybodyMayBeOneWhereNobodyWasLookedAt() {
    assertThat(Estimate.ofSample(0, 0, 50)).isEqualTo(new Estimate(0, 0, 50, false, 0, 50));
  }

  @Test
  void holdsTheTruthNineteenTimesOfTwenty() {
    var random = new Random(20261127);
    int covered = 0;
    int rounds = 4_000;
    for (int round = 0; round < rounds; round++) {
      double share = random.nextDouble() * random.nextDouble();
      long truth = Math.round(share * 1_000_000);
      int passing = 0;
      for (int i = 0; i < 500; i++) {
        passing += random.nextDouble() < share ? 1 : 0;
      }
      var estimate = Estimate.ofSample(passing, 500, 1_000_000);
      covered += estimate.least() <= truth && truth <= estimate.most() ? 1 : 0;
    }
    assertThat(covered / (double) rounds).isBetween(0.935, 0.965);
  }

  @Test
  void leavesOpenWhatCouldNotBeTold() {
    var known = Estimate.ofSample(100, 800, 10_000);
    var estimate = Estimate.ofSample(100, 200, 1_000, 10_000);
    assertThat(estimate.members()).isEqualTo(known.members());
    assertThat(estimate.least()).isBetween(800L, 1_000L);
    assertThat(estimate.most()).isBetween(3_000L, 3_300L);
    assertThat(estimate.lookedAt()).isEqualTo(1_000);

    assertThat(Estimate.ofSample(0, 1_500, 1_500, 1_500).least()).isZero();
    assertThat(Estimate.ofSample(0, 1_500, 1_500, 1_500).most()).isEqualTo(1_500);
  }
}
