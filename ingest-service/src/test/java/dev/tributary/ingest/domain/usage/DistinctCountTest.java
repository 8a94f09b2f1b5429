package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 100, 1_000, 10_000, 40_000, 100_000, 1_000_000})
  void comesCloseToHowManyThereAre(int users) {
    for (var prefix : new String[] {"", "user-", "3f2504e0-4f89-11d3-9a0c-0305e82c"}) {
      // Given
      var count = DistinctCount.empty();

      // When
      for (int i = 0; i < users; i++) {
        count.add(prefix + i);
        count.add(prefix + i / 2);
      }

      // Then
      assertThat((double) count.estimate()).isCloseTo(users, within(Math.max(0.5, users * 0.03)));
    }
  }

  @Test
  void isTheSameForTheUnionAsForAllAtOnce() {
    // Given
    var one = DistinctCount.empty();
    var other = DistinctCount.empty();
    var all = DistinctCount.empty();
    for (int i = 0; i < 30_000; i++) {
      (i % 3 == 0 ? one : other).add("u" + i);
      if (i % 5 == 0) {
        one.add("u" + i);
      }
      all.add("u" + i);
    }

    // When
    var union = DistinctCount.of(one.toBytes());
    union.addAll(other);

    // Then
    assertThat(union.toBytes()).isEqualTo(all.toBytes());
  }

  @Test
  void refusesWhatItDidNotWrite() {
    assertThatIllegalArgumentException().isThrownBy(() -> DistinctCount.of(new byte[5]));
  }
}
