package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStateTest {

  private static final int SUMMED = 1;

  @ParameterizedTest
  @MethodSource("seeds")
  void isACommutativeMonoid(long seed) {
    // Given
    int kind = (int) (seed % Payloads.KINDS);
    var elements = elements(new SplittableRandom(seed), kind, 40, 60);

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
    if (kind <= SUMMED) {
      assertThat(inOrder.count()).isEqualTo(elements.size());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dropsExactlyWhatIsNotAfterTheMoment(long seed) {
    // Given
    var random = new SplittableRandom(seed);
    var elements = elements(random, (int) (seed % Payloads.KINDS), 30, 40);
    long moment = random.nextLong(-1, 42);

    // When
    var left = together(elements).after(moment);
    var gone = together(elements).upTo(moment);

    // Then
    var expected = elements.stream().filter(e -> e.earliest() > moment).toList();
    assertThat(left).isEqualTo(together(expected));
    assertThat(left.combined(gone)).isEqualTo(together(elements));
    assertThat(together(elements).nextAfter(moment))
        .isEqualTo(left.isEmpty() ? Long.MAX_VALUE : left.earliest());
  }

  @Test
  void widensItsBucketsByTheElementsAloneHoweverTheyArrive() {
    // Given
    var elements = elements(new SplittableRandom(1), SUMMED, 5_000, 1L << 33);

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
  void keepsTheSameOfTooManyValuesHoweverTheyArrive() {
    // Given: three times as many as there is room for, at a hundred times
    var elements =
        IntStream.range(0, 3 * FeatureState.MAX_VALUES)
            .mapToObj(i -> FeatureState.of(i % 100, Payload.Values.of(Json.of("v" + i))))
            .toList();

    // When
    var inOrder = inGroups(elements);
    var shuffled = new ArrayList<>(elements);
    Collections.shuffle(shuffled, new Random(3));

    // Then
    assertThat(inGroups(shuffled)).isEqualTo(inOrder);
    assertThat(inOrder.total())
        .hasValueSatisfying(
            values -> assertThat(values.weight()).isEqualTo(FeatureState.MAX_VALUES));
  }

  @Test
  void readsSumsOfWhichSomeWereStoredAsCounts() {
    // Given: as zeros are stored
    var zero = FeatureState.of(1, Payload.Counted.ONE);
    var seven = FeatureState.of(2, new Payload.Summed(1, new BigDecimal("7")));

    // When
    var both = zero.combined(seven);
    var at = FeatureState.of(2, Payload.Counted.ONE).combined(seven);

    // Then
    assertThat(both.sum()).isEqualTo(new BigDecimal("7"));
    assertThat(both.count()).isEqualTo(2);
    assertThat(at.count()).isEqualTo(2);
    var out = new ByteWriter();
    both.write(out);
    var read = FeatureState.read(new ByteReader(out.toByteArray()));
    assertThat(read.sum()).isEqualTo(new BigDecimal("7"));
    assertThat(read.count()).isEqualTo(2);
  }

  private static FeatureState inGroups(List<FeatureState> elements) {
    var all = FeatureState.EMPTY;
    for (int from = 0; from < elements.size(); from += 1_000) {
      all = all.combined(together(elements.subList(from, from + 1_000)));
    }
    return all;
  }

  @Test
  void addsWithoutRounding() {
    var tenth = FeatureState.of(1, new Payload.Summed(1, new BigDecimal("0.1")));

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

  private static List<FeatureState> elements(
      SplittableRandom random, int kind, int count, long times) {
    return LongStream.range(0, count)
        .mapToObj(_ -> {
          long at = random.nextLong(times);
          return FeatureState.of(at, Payloads.of(kind, at, random));
        })
        .toList();
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }
}
