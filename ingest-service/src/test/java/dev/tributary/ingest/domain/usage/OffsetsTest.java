package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingest.domain.usage.Offsets.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetsTest {

  @Test
  void isAFewRanges() {
    // Given
    var offsets = new Offsets();

    // When
    for (long offset : new long[] {5, 6, 7, 1, 2, 9, 8}) {
      offsets.add(offset);
    }

    // Then
    assertThat(offsets.ranges()).containsExactly(new Range(1, 3), new Range(5, 10));
    assertThat(offsets.end()).isEqualTo(10);
    assertThat(offsets.missingBefore(12))
        .containsExactly(new Range(0, 1), new Range(3, 5), new Range(10, 12));
    assertThat(offsets.missingBefore(4)).containsExactly(new Range(0, 1), new Range(3, 4));
  }

  @Test
  void isNothingAtFirst() {
    assertThat(new Offsets().ranges()).isEmpty();
    assertThat(new Offsets().end()).isZero();
    assertThat(new Offsets().missingBefore(0)).isEmpty();
    assertThat(new Offsets().missingBefore(3)).isEqualTo(List.of(new Range(0, 3)));
  }

  @Test
  void knowsNoEmptyRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(3, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(-1, 3));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSetThatWasAdded(int seed) {
    // Given
    var random = new Random(seed);
    var offsets = new Offsets();
    var set = new BitSet();

    // When
    for (int step = 0; step < 200; step++) {
      int from = random.nextInt(300);
      switch (random.nextInt(4)) {
        case 0 -> {
          int to = from + 1 + random.nextInt(10);
          offsets.add(new Range(from, to));
          set.set(from, to);
        }
        case 1 -> assertThat(offsets.ranges()).hasSizeLessThanOrEqualTo(offsets.size());
        default -> {
          for (int i = 0; i < random.nextInt(5); i++) {
            offsets.add(from + i);
            set.set(from + i);
          }
        }
      }
    }
    int end = random.nextInt(330);

    // Then
    assertThat(bits(offsets.ranges())).isEqualTo(set);
    assertThat(offsets.ranges()).hasSize(runs(set));
    assertThat(offsets.end()).isEqualTo(set.length());
    var missing = new BitSet();
    missing.set(0, end);
    missing.andNot(set);
    assertThat(bits(offsets.missingBefore(end))).isEqualTo(missing);
    assertThat(offsets.missingBefore(end)).hasSize(runs(missing));
  }

  static BitSet bits(List<Range> ranges) {
    var bits = new BitSet();
    ranges.forEach(range -> bits.set((int) range.from(), (int) range.to()));
    return bits;
  }

  private static int runs(BitSet set) {
    return (int) set.stream().filter(bit -> bit == 0 || !set.get(bit - 1)).count();
  }
}
