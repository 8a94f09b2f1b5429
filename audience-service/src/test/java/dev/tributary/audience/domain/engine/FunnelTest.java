package dev.tributary.audience.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.rule.Condition.Step;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Measure;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.Where;
import dev.tributary.audience.domain.rule.Window;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FunnelTest {

  private static final long EVER = Long.MAX_VALUE;

  @Test
  void stepsFollowEachOtherInTime() {
    var steps = List.of(step(EVER), step(EVER));

    assertThat(holds(steps, 100, times(10), times(11))).isTrue();
    assertThat(holds(steps, 100, times(10), times(9, 10))).isFalse();
    assertThat(holds(steps, 100, times(), times(9))).isFalse();
  }

  @Test
  void timesAreRelativeToTheFirstStep() {
    var steps = List.of(step(EVER), step(5), step(10));

    assertThat(holds(steps, 100, times(10), times(14), times(19))).isTrue();
    assertThat(holds(steps, 100, times(10), times(15), times(19))).isFalse();
    assertThat(holds(steps, 100, times(10), times(14), times(20))).isFalse();
    assertThat(holds(steps, 100, times(10, 30), times(14, 33), times(20, 39))).isTrue();
  }

  @Test
  void whatMustNotBeMustNotBeBetweenTheStepsBesideIt() {
    var steps = List.of(step(EVER), not(EVER), step(EVER));

    assertThat(holds(steps, 100, times(10), times(5, 25), times(20))).isTrue();
    assertThat(holds(steps, 100, times(10), times(15), times(20))).isFalse();
    // A later first step has nothing between.
    assertThat(holds(steps, 100, times(10, 16), times(15), times(20))).isTrue();
  }

  @Test
  void aLastStepThatMustNotBeHoldsOnceItsTimeIsOver() {
    var abandoned = List.of(step(EVER), not(10));

    assertThat(holds(abandoned, 19, times(10), times())).isFalse();
    assertThat(holds(abandoned, 20, times(10), times())).isTrue();
    assertThat(holds(abandoned, 20, times(10), times(19))).isFalse();
    assertThat(holds(abandoned, 25, times(10), times(20))).isTrue();
    assertThat(new Funnel(abandoned, List.of(times(10), times()), 12).changesAfter()).isEqualTo(20);
    assertThat(new Funnel(abandoned, List.of(times(10), times()), 20).changesAfter())
        .isEqualTo(EVER);
  }

  @Test
  void aLastStepThatMustNotBeAtAnyTimeHoldsUntilItIs() {
    var steps = List.of(step(EVER), not(EVER));

    assertThat(holds(steps, 10, times(10), times())).isTrue();
    assertThat(holds(steps, 99, times(10), times(50))).isFalse();
  }

  @Test
  void staysQuickForABotWhoNeverFinishes() {
    // Given: as many times as a state keeps apart, and no last step in time
    var many = LongStream.range(0, 2_048).map(i -> i * 10).toArray();
    var steps = List.of(step(EVER), step(100), not(100), step(1));

    // When, Then
    assertThat(holds(steps, 1 << 20, many, many, many, many)).isFalse();
  }

  @Test
  void oftenHoldsAndOftenNotInWhatTheModelCheckDraws() {
    var random = new SplittableRandom(5);
    int held = 0;
    for (int i = 0; i < 1_000; i++) {
      var steps = List.of(step(EVER), random.nextBoolean() ? not(20) : step(50), step(EVER));
      boolean holds = holds(steps, 100, drawn(random), drawn(random), drawn(random));
      held += holds ? 1 : 0;
    }
    assertThat(held).isBetween(200, 950);
  }

  private static long[] drawn(SplittableRandom random) {
    return random.longs(3, 0, 90).sorted().distinct().toArray();
  }

  private static boolean holds(List<Step> steps, long now, long[]... times) {
    return new Funnel(steps, List.of(times), now).holds();
  }

  private static long[] times(long... times) {
    return times;
  }

  private static Step step(long within) {
    return new Step(FEATURE, false, within);
  }

  private static Step not(long within) {
    return new Step(FEATURE, true, within);
  }

  private static final Feature FEATURE =
      new Feature(
          new Selector(EventKind.TRACK, "A", new Where.Everything()),
          new Measure.Times(),
          new Window.AllTime());
}
