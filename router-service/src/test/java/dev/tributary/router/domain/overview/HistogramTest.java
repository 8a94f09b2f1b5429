package dev.tributary.router.domain.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramTest {

  @ParameterizedTest
  @MethodSource("numbers")
  void knowsEachNumberToA32ndOfItself(long number) {
    // When
    long known = Histogram.middle(Histogram.index(number));

    // Then
    assertThat(Math.abs(known - number)).isLessThanOrEqualTo(number / 32);
  }

  @Test
  void bucketsAreInTheOrderOfTheNumbersAndWithoutGaps() {
    // Given
    int before = -1;

    // Then
    for (long number = 0; number < 100_000; number++) {
      int index = Histogram.index(number);
      assertThat(index).isBetween(before, before + 1);
      before = index;
    }
    assertThat(Histogram.index(Histogram.GREATEST)).isEqualTo(Histogram.SIZE - 1);
  }

  @Test
  void whatIsOutOfBoundsCountsAsTheBound() {
    assertThat(Histogram.index(-5)).isZero();
    assertThat(Histogram.index(Long.MAX_VALUE)).isEqualTo(Histogram.SIZE - 1);
    assertThat(Histogram.index(Long.MIN_VALUE)).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void percentilesAreTrueToA32ndHoweverTheNumbersWereDivided(long seed) {
    // Given
    var dice = new SplittableRandom(seed);
    var numbers = new long[1 + dice.nextInt(2_000)];
    int most = 1 + dice.nextInt(1 << dice.nextInt(1, 30));
    Arrays.setAll(numbers, _ -> dice.nextLong(most));
    var parts = new ArrayList<Histogram>();

    // When
    for (int from = 0; from < numbers.length; ) {
      int to = Math.min(numbers.length, from + 1 + dice.nextInt(300));
      parts.add(of(Arrays.copyOfRange(numbers, from, to)));
      from = to;
    }
    var sum = parts.stream().reduce(Histogram.EMPTY, Histogram::plus);

    // Then
    Arrays.sort(numbers);
    assertThat(sum).isEqualTo(of(numbers));
    assertThat(sum.count()).isEqualTo(numbers.length);
    for (double percent : new double[] {1, 50, 95, 99, 99.9, 100}) {
      int rank = Math.max(1, (int) Math.ceil(numbers.length * percent / 100));
      long exact = numbers[rank - 1];
      assertThat(Math.abs(sum.percentile(percent).orElseThrow() - exact))
          .isLessThanOrEqualTo(exact / 32);
    }
  }

  @Test
  void nothingHasNoPercentile() {
    assertThat(Histogram.EMPTY.percentile(50)).isEmpty();
  }

  static LongStream numbers() {
    var edges =
        LongStream.range(0, 31)
            .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, (1L << bit) + 1));
    return LongStream.concat(edges, new SplittableRandom(42).longs(1_000, 0, Histogram.GREATEST))
        .filter(number -> number <= Histogram.GREATEST);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static Histogram of(long... numbers) {
    var buckets = new TreeMap<Integer, Long>();
    for (long number : numbers) {
      buckets.merge(Histogram.index(number), 1L, Long::sum);
    }
    return new Histogram(buckets);
  }
}
