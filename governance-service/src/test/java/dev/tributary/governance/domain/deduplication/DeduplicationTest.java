package dev.tributary.governance.domain.deduplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.governance.domain.deduplication.Deduplication.Passes;
import dev.tributary.governance.domain.deduplication.Deduplication.Repeats;
import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeduplicationTest {

  private static final Duration LENGTH = Duration.ofDays(30);
  private static final Duration LAG = Duration.ofDays(7);
  private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
  private static final MessageKey HELLO = MessageKey.of("shop", "hello");

  private final Deduplication deduplication =
      new Deduplication(new RememberedForever(), new Window(LENGTH, LAG));

  @ParameterizedTest
  @MethodSource("distances")
  void isADuplicateExactlyWithinTheWindow(long later) {
    // Given
    admit(birth(1), NOON, NOON);

    // When
    var standing = admit(birth(2), NOON + later, NOON + Math.max(later, 0));

    // Then
    var within = Math.abs(later) < LENGTH.toMillis();
    assertThat(standing).isEqualTo(within ? new Repeats(birth(1)) : new Passes());
  }

  /** The edges first, then a thousand draws. Before the first record as far as the lag allows. */
  static LongStream distances() {
    var length = LENGTH.toMillis();
    var edges = LongStream.of(-1, 0, 1, length - 1, length, length + 1, -LAG.toMillis());
    var random = new SplittableRandom(42);
    return LongStream.concat(edges, random.longs(1_000, -LAG.toMillis(), 2 * length));
  }

  @Test
  void lengthensNoWindowByADuplicate() {
    // Given
    admit(birth(1), NOON, NOON);
    var almost = NOON + LENGTH.toMillis() - 1;
    assertThat(admit(birth(2), almost, almost)).isEqualTo(new Repeats(birth(1)));

    // When
    var standing = admit(birth(3), almost + 1, almost + 1);

    // Then
    assertThat(standing).isEqualTo(new Passes());
  }

  @ParameterizedTest
  @MethodSource("laterReadings")
  void letsTheSameRecordPassHoweverOftenAndLateItIsRead(Duration later) {
    // Given
    admit(birth(1), NOON, NOON);

    // When
    var standing = admit(birth(1), NOON, NOON + later.toMillis());

    // Then
    assertThat(standing).isEqualTo(new Passes());
    assertThat(admit(birth(2), NOON + 1, NOON + 1)).isEqualTo(new Repeats(birth(1)));
  }

  static Stream<Duration> laterReadings() {
    return Stream.of(Duration.ZERO, Duration.ofMillis(1), LAG, LENGTH, LENGTH.multipliedBy(3));
  }

  @Test
  void doesNotForgetTheNewestWhenAnOldRecordIsReadAgain() {
    // Given
    var muchLater = NOON + 2 * LENGTH.toMillis();
    admit(birth(1), NOON, NOON);
    admit(birth(2), muchLater, muchLater);
    assertThat(admit(birth(1), NOON, muchLater)).isEqualTo(new Passes());

    // When
    var standing = admit(birth(3), muchLater + 1, muchLater + 1);

    // Then
    assertThat(standing).isEqualTo(new Repeats(birth(2)));
  }

  @Test
  void neverComparesAcrossSources() {
    // Given
    admit(birth(1), NOON, NOON);

    // When
    var standing = deduplication.admit(MessageKey.of("app", "hello"), birth(2), NOON, NOON);

    // Then
    assertThat(standing).isEqualTo(new Passes());
  }

  @ParameterizedTest
  @MethodSource("madTimes")
  void isNotMovedByARecordWithAMadTime(long mad) {
    // Given
    admit(birth(1), mad, NOON);

    // When
    var standing = admit(birth(2), NOON, NOON);

    // Then
    assertThat(standing).isEqualTo(new Repeats(birth(1)));
  }

  static LongStream madTimes() {
    return LongStream.of(Long.MIN_VALUE, -1, 0, NOON + 1, NOON * 2, Long.MAX_VALUE);
  }

  @Test
  void refusesAWindowOfNothing() {
    assertThatThrownBy(() -> new Window(Duration.ZERO, LAG)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> new Window(LENGTH, LAG.negated())).isInstanceOf(InvalidValue.class);
  }

  private Deduplication.Standing admit(Birth birth, long receivedAt, long now) {
    return deduplication.admit(HELLO, birth, receivedAt, now);
  }

  private static Birth birth(long offset) {
    return new Birth(0, offset);
  }
}
