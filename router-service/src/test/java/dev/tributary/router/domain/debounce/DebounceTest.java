package dev.tributary.router.domain.debounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebounceTest {

  private static final ValueId AT_ZERO = new ValueId(0, 0);

  @Test
  void endsAnIntervalAtTheFirstMomentThatIsNotInItAnyMore() {
    var debounce = new Debounce(Duration.ofSeconds(10));
    assertThat(debounce.intervalEnd(AT_ZERO, 0)).isEqualTo(10_000);
    assertThat(debounce.intervalEnd(AT_ZERO, 9_999)).isEqualTo(10_000);
    assertThat(debounce.intervalEnd(AT_ZERO, 10_000)).isEqualTo(20_000);
    assertThat(debounce.intervalEnd(new ValueId(3_000, 9), 12_999)).isEqualTo(13_000);
    assertThat(debounce.intervalEnd(new ValueId(3_000, 9), 13_000)).isEqualTo(23_000);
  }

  @ParameterizedTest
  @MethodSource("draws")
  void cutsAllOfTimeIntoIntervalsOfItsLength(Duration length, ValueId id, long at) {
    // When
    var debounce = new Debounce(length);
    long end = debounce.intervalEnd(id, at);

    // Then: the time is in it, and so are its first and last moments and nothing else
    long first = end - length.toMillis();
    assertThat(at).isBetween(first, end - 1);
    assertThat(debounce.intervalEnd(id, Math.max(0, first))).isEqualTo(end);
    assertThat(debounce.intervalEnd(id, end - 1)).isEqualTo(end);
    assertThat(debounce.intervalEnd(id, end)).isEqualTo(end + length.toMillis());
  }

  static Stream<Arguments> draws() {
    var die = new SplittableRandom(42);
    var edges =
        Stream.of(
            Arguments.of(Debounce.LEAST, new ValueId(Long.MIN_VALUE, 0), 0L),
            Arguments.of(Debounce.MOST, new ValueId(Long.MAX_VALUE, 0), 0L),
            Arguments.of(Debounce.MOST, new ValueId(-1, 0), 1L));
    var drawn =
        IntStream.range(0, 1_000)
            .mapToObj(_ ->
                Arguments.of(
                    Duration.ofSeconds(die.nextLong(1, 86_401)),
                    new ValueId(die.nextLong(), die.nextLong()),
                    die.nextLong(0, 4_000_000_000_000L)));
    return Stream.concat(edges, drawn);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
  void takesATimeThatNoClockTellsAsTheNearestThatOneDoes(long at) {
    var end = new Debounce(Debounce.LEAST).intervalEnd(new ValueId(77, 0), at);
    assertThat(end).isBetween(1L, 253_402_300_801_000L);
  }

  @Test
  void doesNotTellAllProfilesAtOnce() {
    // When
    var debounce = new Debounce(Duration.ofMinutes(15));
    var ends =
        IntStream.range(0, 1_000)
            .mapToObj(i -> debounce.intervalEnd(ValueId.of("d", "p" + i, "t"), 1_763_899_200_000L))
            .collect(Collectors.groupingBy(end -> end / 60_000, Collectors.counting()));

    // Then: spread over the 15 minutes, none with more than three times its share
    assertThat(ends).hasSizeBetween(15, 16);
    assertThat(ends.values()).allMatch(count -> count < 200);
  }

  @Test
  void knowsAValueByDestinationProfileAndTrait() {
    var all =
        Stream.of(
            ValueId.of("d", "p", "t"),
            ValueId.of("dp", "", "t"),
            ValueId.of("d", "pt", ""),
            ValueId.of("d", "p", "t2"),
            ValueId.of("d", "p2", "t"),
            ValueId.of("d2", "p", "t"));
    assertThat(all.distinct()).hasSize(6);
    assertThat(ValueId.of("d", "p", "t")).isEqualTo(ValueId.of("d", "p", "t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "PT24H0.001S", "PT0S", "PT-1S"})
  void refusesAnIntervalOutOfBounds(Duration length) {
    assertThatThrownBy(() -> new Debounce(length)).isInstanceOf(InvalidValue.class);
  }
}
