package dev.tributary.audience.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.rule.AudienceReader;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final String ORDERED = "{\"who\":{\"event\":\"Order\"}}";
  private static final String VISITED = "{\"who\":{\"event\":\"Visit\"}}";
  private static final String BOTH =
      "{\"who\":{\"all\":[{\"event\":\"Order\"},{\"event\":\"Visit\"}]}}";

  @Test
  void putsInForceAtOnceWhatAsksForNoHistory() {
    var paying = audience("paying", 1, "{\"who\":{\"trait\":\"plan\",\"equals\":\"paid\"}}");

    var plan = Plan.NONE.following(latest(paying));

    assertThat(plan.number()).isEqualTo(1);
    assertThat(plan.job()).isEmpty();
    assertThat(plan.stateOf(paying)).isEqualTo(Plan.State.LIVE);
    assertThat(plan.following(latest(paying))).isSameAs(plan);
  }

  @Test
  void keepsTheOldVersionUntilTheNewOneIsCounted() {
    // Given
    var first = audience("a", 1, ORDERED);
    var second = audience("a", 2, VISITED);
    var before = live(first);

    // When
    var during = before.following(latest(second));
    var after = during.inNextRound().afterJob().following(latest(second));

    // Then
    assertThat(during.rule(first.id())).contains(first.rule());
    assertThat(during.stateOf(second)).isEqualTo(Plan.State.COMPUTING);
    assertThat(during.job().orElseThrow().features()).hasSize(1);
    assertThat(after.rule(first.id())).contains(second.rule());
    assertThat(after.generations()).containsOnlyKeys(second.features().keySet());
    assertThat(after.retired())
        .contains(Feature.place(first.features().keySet().iterator().next(), 1));
  }

  @Test
  void sharesTheFeaturesOfOthers() {
    var plan = live(audience("a", 1, ORDERED), audience("b", 1, VISITED));
    var both = audience("both", 1, BOTH);

    var next = plan.following(latest(audience("a", 1, ORDERED), audience("b", 1, VISITED), both));

    assertThat(next.job()).isEmpty();
    assertThat(next.stateOf(both)).isEqualTo(Plan.State.LIVE);
  }

  @Test
  void countsTheFeatureAnewOfADefinitionThatComesBack() {
    var once = audience("a", 1, ORDERED);
    var again = audience("a", 2, ORDERED);
    var gone = live(once).following(Map.of());

    var back = gone.following(latest(again));

    assertThat(gone.serving()).isEmpty();
    assertThat(back.job().orElseThrow().number()).isGreaterThan(1);
    assertThat(back.retired()).hasSize(1);
  }

  @Test
  void waitsForTheAudiencesThatAnAudienceNames() {
    var inner = audience("inner", 1, ORDERED);
    var outer = audience("outer", 1, "{\"who\":{\"not\":{\"audience\":\"inner\"}}}");

    var during = Plan.NONE.following(latest(inner, outer));
    var after = during.afterJob().following(latest(inner, outer));

    assertThat(during.stateOf(outer)).isEqualTo(Plan.State.COMPUTING);
    assertThat(during.serving()).isEmpty();
    assertThat(after.serving()).containsOnlyKeys(inner.id(), outer.id());
  }

  @Test
  void doesNotWaitForEverForAudiencesThatNameEachOther() {
    var one = audience("one", 1, "{\"who\":{\"audience\":\"two\"}}");
    var two = audience("two", 1, "{\"who\":{\"audience\":\"one\"}}");

    assertThat(Plan.NONE.following(latest(one, two)).serving()).hasSize(2);
  }

  @Test
  void givesUpAJobThatNobodyWaitsForAndBeginsTheNext() {
    var first = audience("a", 1, ORDERED);
    var second = audience("a", 2, VISITED);
    var begun = Plan.NONE.following(latest(first));

    var next = begun.following(latest(second));

    assertThat(next.job().orElseThrow().features().keySet()).isEqualTo(second.features().keySet());
    assertThat(next.retired()).hasSize(1);
  }

  @Test
  void goesOnWithTheRestWhereOneOfSeveralIsCancelled() {
    var a = audience("a", 1, ORDERED);
    var b = audience("b", 1, BOTH);
    var begun = Plan.NONE.following(latest(a, b));

    var cancelled = begun.cancelling(b).following(latest(a, b));

    assertThat(cancelled.stateOf(b)).isEqualTo(Plan.State.CANCELLED);
    assertThat(cancelled.job().orElseThrow().features().keySet()).isEqualTo(a.features().keySet());
    var done = cancelled.afterJob().following(latest(a, b));
    assertThat(done.job()).isEmpty();
    var resumed = done.resuming(b.id()).following(latest(a, b));
    assertThat(resumed.stateOf(b)).isEqualTo(Plan.State.COMPUTING);
    assertThat(resumed.job().orElseThrow().features()).hasSize(1);
  }

  @Test
  void goesOnCountingWhatSomebodyWaitsFor() {
    // Given: a serves a feature that both needs, and is deleted while both is computed
    var a = audience("a", 1, ORDERED);
    var both = audience("both", 1, BOTH);
    var computing = live(a).following(latest(a, both));

    // When
    var without = computing.following(latest(both));

    // Then
    assertThat(without.generations()).isNotEmpty();
    assertThat(without.program().featureCount()).isEqualTo(2);
    assertThat(without.afterJob().following(latest(both)).stateOf(both)).isEqualTo(Plan.State.LIVE);
  }

  @Test
  void doesNotPutInForceWhatWasCancelled() {
    var a = audience("a", 1, VISITED);
    var b = audience("b", 1, BOTH);
    var c = audience("c", 1, ORDERED);
    var begun = Plan.NONE.following(latest(a, b, c)).cancelling(b).following(latest(a, b, c));

    var done = begun.afterJob().following(latest(a, b, c));

    assertThat(done.stateOf(b)).isEqualTo(Plan.State.CANCELLED);
    assertThat(done.serving()).containsOnlyKeys(a.id(), c.id());
    assertThat(done.resuming(b.id()).following(latest(a, b, c)).stateOf(b))
        .isEqualTo(Plan.State.LIVE);
  }

  @Test
  void forgetsACancellationWithTheNextVersion() {
    var first = audience("a", 1, ORDERED);
    var second = audience("a", 2, VISITED);
    var cancelled = Plan.NONE.following(latest(first)).cancelling(first);

    assertThat(cancelled.following(latest(first)).job()).isEmpty();
    assertThat(cancelled.following(latest(second)).stateOf(second)).isEqualTo(Plan.State.COMPUTING);
    assertThat(live(first).cancelling(first).stateOf(first)).isEqualTo(Plan.State.LIVE);
  }

  @Test
  void letsWaitWhatComesWhileAJobRuns() {
    var first = audience("a", 1, ORDERED);
    var second = audience("b", 1, VISITED);
    var begun = Plan.NONE.following(latest(first));

    var waiting = begun.following(latest(first, second));

    assertThat(waiting).isSameAs(begun);
    assertThat(waiting.stateOf(second)).isEqualTo(Plan.State.WAITING);
    assertThat(waiting.afterJob().following(latest(first, second)).stateOf(second))
        .isEqualTo(Plan.State.COMPUTING);
  }

  private static Plan live(Specified... definitions) {
    return Plan.NONE.following(latest(definitions)).afterJob().following(latest(definitions));
  }

  private static Map<Long, Specified> latest(Specified... definitions) {
    return Stream.of(definitions).collect(Collectors.toMap(Specified::id, one -> one));
  }

  private static Specified audience(String name, long version, String text) {
    var spec = JsonText.parseObject(text.getBytes(StandardCharsets.UTF_8));
    var checked = AudienceReader.read(name, version, spec);
    return new Specified(((Checked.Valid<? extends Rule>) checked).value(), spec);
  }
}
