package dev.tributary.audience.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Rule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EffectsTest {

  private static final Rule ALONE = audience("alone", 1, new Condition.InSplit(5_000, "salt"));
  private static final Rule INNER = audience("inner", 1, new Condition.InSplit(1, "salt"));
  private static final Rule OUTER = audience("outer", 1, new Condition.InAudience("inner"));
  private static final Rule OUTMOST = audience("outmost", 1, new Condition.InAudience("outer"));

  @Test
  void saysOfTheSameDefinitionsThatNothingIsOtherwise() {
    var before = new Program(List.of(ALONE, OUTER, INNER));

    assertThat(others(before, new Program(List.of(INNER, ALONE, OUTER)))).isEmpty();
  }

  @Test
  void followsWhatARuleNamesHoweverFarItIs() {
    var before = new Program(List.of(ALONE, INNER, OUTER, OUTMOST));
    var changed = audience("inner", 2, new Condition.InSplit(2, "salt"));

    assertThat(others(before, new Program(List.of(ALONE, changed, OUTER, OUTMOST))))
        .containsExactlyInAnyOrder("inner", "outer", "outmost");
    assertThat(others(before, new Program(List.of(ALONE, OUTER, OUTMOST))))
        .containsExactlyInAnyOrder("outer", "outmost");
  }

  @Test
  void seesATraitThatComes() {
    var twice = new Rule.ComputedTrait("twice", 1, new Computation.Derived(formula("2 * once")));
    var once = new Rule.ComputedTrait("once", 1, new Computation.Derived(formula("orders + 0")));

    assertThat(others(new Program(List.of(twice)), new Program(List.of(twice, once))))
        .containsExactlyInAnyOrder("once", "twice");
  }

  @Test
  void endsWhereTwoNameEachOther() {
    var one = audience("one", 1, new Condition.InAudience("two"));
    var two = audience("two", 1, new Condition.InAudience("one"));

    assertThat(new Program(List.of(one, two)).effects()).hasSize(2).doesNotHaveDuplicates();
  }

  private static List<String> others(Program before, Program after) {
    var known = LongStream.of(before.effects()).boxed().collect(Collectors.toSet());
    return after.rulesWithout(known).stream().mapToObj(i -> after.rules().get(i).name()).toList();
  }

  private static Formula formula(String text) {
    return Formula.parse(text);
  }

  private static Rule audience(String name, long version, Condition who) {
    return new Rule.Audience(name, version, who);
  }
}
