package dev.tributary.ingest.domain.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.ingest.domain.usage.Offsets.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GapWalkTest {

  @Test
  void leapsWhatIsFar() {
    // Given
    var walk = new GapWalk(List.of(new Range(3, 5), new Range(5 + GapWalk.FAR + 1, 90_000)));

    // Then
    assertThat(walk.start()).isEqualTo(3);
    assertThat(walk.leapFrom(4)).isEmpty();
    assertThat(walk.readTo(5)).containsExactly(new Range(3, 5));
    assertThat(walk.leapFrom(5)).hasValue(5 + GapWalk.FAR + 1);
    assertThat(walk.leapFrom(6)).isEmpty();
    assertThat(walk.isDone()).isFalse();
    assertThat(walk.readTo(100_000)).containsExactly(new Range(5 + GapWalk.FAR + 1, 90_000));
    assertThat(walk.isDone()).isTrue();
    assertThat(walk.leapFrom(100_000)).isEmpty();
  }

  @Test
  void needsAGap() {
    assertThatIllegalArgumentException().isThrownBy(() -> new GapWalk(List.of()));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void wantsAndCoversTheGapsAndNothingElse(int seed) {
    // Given
    var random = new Random(seed);
    var known = new Offsets();
    for (int i = 0; i < random.nextInt(12); i++) {
      int from = random.nextInt(100);
      known.add(new Range(from, from + 1 + random.nextInt(15)));
    }
    int end = 1 + random.nextInt(130);
    var gaps = known.missingBefore(end);
    if (gaps.isEmpty()) {
      return;
    }

    // When
    var walk = new GapWalk(gaps);
    var wanted = new BitSet();
    var covered = new ArrayList<Range>();
    int at = (int) walk.start();
    while (!walk.isDone()) {
      int to = at + random.nextInt(9);
      for (; at < to; at++) {
        wanted.set(at, walk.wants(at));
      }
      covered.addAll(walk.readTo(at));
    }

    // Then
    assertThat(wanted).isEqualTo(OffsetsTest.bits(gaps));
    assertThat(OffsetsTest.bits(covered)).isEqualTo(wanted);
    assertThat(covered.stream().mapToLong(range -> range.to() - range.from()).sum())
        .isEqualTo(wanted.cardinality());
  }
}
