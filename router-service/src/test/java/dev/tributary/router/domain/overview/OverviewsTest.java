package dev.tributary.router.domain.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.platform.domain.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverviewsTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final long MINUTE = MinuteSeries.minute(NOON);

  /** A store that may fail before it adds, or after. */
  private static final class Flaky implements OverviewStore {

    private final MemoryOverviewStore store = new MemoryOverviewStore();
    private boolean failsBefore;
    private boolean failsAfter;

    @Override
    public void add(Flush flush) {
      failIf(failsBefore);
      store.add(flush);
      failIf(failsAfter);
    }

    @Override
    public MinuteSeries read(String destination, long from, long to) {
      return store.read(destination, from, to);
    }

    @Override
    public List<Sample> samples(String destination) {
      return store.samples(destination);
    }

    private static void failIf(boolean fails) {
      if (fails) {
        throw new Unavailable("the store", null);
      }
    }
  }

  private final Flaky store = new Flaky();
  private final Overviews overviews = new Overviews(store, "r", NOON);

  @Test
  void saysUntilWhenEverythingIsHandedIn() {
    // Given
    overviews.open("d").received("send", 1);

    // When
    overviews.round(NOON.plusSeconds(5));
    store.failsBefore = true;
    overviews.open("d").received("send", 1);
    assertThatThrownBy(() -> overviews.round(NOON.plusSeconds(10))).isInstanceOf(Unavailable.class);

    // Then
    assertThat(overviews.asOf()).isEqualTo(NOON.plusSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countsOnceWhateverFails(long seed) {
    // Given
    var dice = new SplittableRandom(seed);
    long received = 0;
    var now = NOON;

    // When
    for (int i = 0; i < 300; i++) {
      int some = dice.nextInt(5);
      overviews.open("d" + dice.nextInt(3)).received("send", some);
      received += some;
      store.failsBefore = dice.nextInt(3) == 0;
      store.failsAfter = dice.nextInt(3) == 0;
      now = now.plusSeconds(dice.nextInt(20));
      tryRound(now);
    }
    store.failsBefore = false;
    store.failsAfter = false;
    overviews.round(now);

    // Then
    long counted = 0;
    for (int i = 0; i < 3; i++) {
      counted += store.read("d" + i, MINUTE, MINUTE + 200).total().of(Fate.RECEIVED);
    }
    assertThat(counted).isEqualTo(received);
  }

  @Test
  void whatWaitsForLongStaysSmallAndIsNotLost() {
    // Given
    var pending = new PendingStats("r", 50);
    var recorder = new DeliveryRecorder();

    // When
    for (int minute = 0; minute < 5_000; minute++) {
      recorder.received("send", 1);
      pending.add("d", minute, recorder.take());
    }

    // Then
    var flush = pending.next().orElseThrow();
    assertThat(flush.stats()).hasSizeLessThanOrEqualTo(51);
    assertThat(
            flush.stats().values().stream()
                .mapToLong(actions -> actions.get("send").of(Fate.RECEIVED))
                .sum())
        .isEqualTo(5_000);
  }

  @Test
  void aRecorderOfTheSameNameGoesOnAndOneThatWasClosedIsForgotten() {
    // Given
    var first = overviews.open("d");
    first.received("send", 2);
    first.close();

    // When
    var second = overviews.open("d");
    second.received("send", 3);
    second.close();
    overviews.round(NOON);

    // Then
    assertThat(overviews.open("d")).isNotSameAs(first);
    assertThat(store.read("d", MINUTE, MINUTE).total().of(Fate.RECEIVED)).isEqualTo(5);
  }

  @Test
  void aSeriesIsSummedInSteps() {
    // Given
    for (int minute = 0; minute < 12; minute++) {
      overviews.open("d").received("send", 1);
      overviews.open("d").delivered("", Duration.ofMillis(5), Duration.ofMillis(3));
      overviews.round(NOON.plus(Duration.ofMinutes(minute)));
    }

    // When
    var series = store.read("d", MINUTE, MINUTE + 11);

    // Then
    long first = MINUTE - MINUTE % 5;
    assertThat(series.inSteps(5).keySet()).first().isEqualTo(first);
    assertThat(series.inSteps(5).values().stream().mapToLong(each -> each.of(Fate.RECEIVED)).sum())
        .isEqualTo(12);
    assertThat(series.inSteps(1)).hasSize(12);
    assertThat(series.byAction()).containsOnlyKeys("", "send");
    assertThat(series.total().request().count()).isEqualTo(12);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private void tryRound(Instant now) {
    try {
      overviews.round(now);
    } catch (Unavailable _) {
      // The next round hands it in.
    }
  }
}
