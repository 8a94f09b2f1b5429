package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStateTest {

  @ParameterizedTest
  @MethodSource("seeds")
  void isACommutativeMonoid(long seed) {
    // Given
    var elements = elements(new SplittableRandom(seed), 40, 60);

    // When
    var inOrder = together(elements);
    var shuffled = new ArrayList<>(elements);
    Collections.shuffle(shuffled, new Random(seed));
    int cut = (int) (seed % shuffled.size());
    var left = together(shuffled.subList(0, cut));
    var right = together(shuffled.subList(cut, shuffled.size()));

    // Then
    assertThat(left.combined(right)).isEqualTo(inOrder);
    assertThat(right.combined(left)).isEqualTo(inOrder);
    assertThat(inOrder.combined(FeatureState.EMPTY)).isEqualTo(inOrder);
    assertThat(inOrder.count()).isEqualTo(elements.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dropsExactlyWhatIsNotAfterTheMoment(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var elements = elements(random, 30, 40);
    long moment = random.nextLong(-1, 42);

    // When
    var left = together(elements).after(moment);

    // Then
    var expected = elements.stream().filter(e -> e.earliest() > moment).toList();
    assertThat(left).isEqualTo(together(expected));
  }

  @Test
  void widensItsBucketsByTheElementsAloneHoweverTheyArrive() {
    // Given
    var elements = elements(new SplittableRandom(1), 5_000, 1L << 33);

    // When
    var inOrder = together(elements);
    var shuffled = new ArrayList<>(elements);
    Collections.shuffle(shuffled, new Random(2));
    var halves =
        together(shuffled.subList(0, 1_700)).combined(together(shuffled.subList(1_700, 5_000)));

    // Then
    assertThat(halves).isEqualTo(inOrder);
    assertThat(inOrder.count()).isEqualTo(5_000);
    assertThat(inOrder.buckets()).isLessThanOrEqualTo(FeatureState.MAX_BUCKETS);
    assertThat(inOrder.sum())
        .isEqualTo(
            Amount.plain(
                elements.stream().map(FeatureState::sum).reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  @Test
  void addsWithoutRounding() {
    var tenth = FeatureState.of(1, new BigDecimal("0.1"));

    assertThat(tenth.combined(tenth).combined(tenth).sum()).isEqualTo(new BigDecimal("0.3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0.10", "999999999999999999999999999999", "1e29", "1.5e-29", "12.30"})
  void takesNumbersOfUpToThirtyDigits(String number) {
    assertThat(Amount.of(Json.of(new BigDecimal(number))))
        .hasValueSatisfying(
            amount -> assertThat(amount).isEqualByComparingTo(new BigDecimal(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e30",
        "-1e30",
        "1234567890123456789012345678901",
        "1e-31",
        "1e999999",
        "1e-999999"
      })
  void leavesOutNumbersOfMore(String number) {
    assertThat(Amount.of(Json.of(new BigDecimal(number)))).isEmpty();
  }

  @Test
  void leavesOutEverythingThatIsNoNumber() {
    for (var value : List.of(Json.of("12"), Json.of(true), Json.Null.VALUE, Json.Obj.EMPTY)) {
      assertThat(Amount.of(value)).isEmpty();
    }
  }

  private static FeatureState together(List<FeatureState> elements) {
    return elements.stream().reduce(FeatureState.EMPTY, FeatureState::combined);
  }

  private static List<FeatureState> elements(SplittableRandom random, int count, long times) {
    return LongStream.range(0, count)
        .mapToObj(_ ->
            FeatureState.of(
                random.nextLong(times), BigDecimal.valueOf(random.nextLong(-500, 500), 2)))
        .toList();
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }
}
