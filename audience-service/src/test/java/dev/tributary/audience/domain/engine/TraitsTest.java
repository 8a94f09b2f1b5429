package dev.tributary.audience.domain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.entity.Enrolments;
import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.relation.Relations;
import dev.tributary.audience.domain.rule.Comparison;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Operator;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.softlink.SoftLinks;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Formulas over formulas, as they are resolved and told. */
class TraitsTest {

  private static final long NOW = 1_000;

  private final Attributes attributes = new Attributes();
  private final Subject subject =
      Subject.of(
          "p1", new Profile(), () -> attributes, Relations::new, SoftLinks::new, Enrolments::new);

  @Test
  void tellsAFormulaWhenATraitFarBelowChanges() {
    // Given
    var program =
        new Program(
            List.of(formula("c", "b + 1"), formula("b", "coalesce(a, 10) * 2"), formula("a", "n")));

    // When
    set(program, "n", Json.of(4));
    set(program, "other", Json.of(5));
    set(program, "n", Json.of("x"));

    // Then
    assertThat(values()).containsExactlyInAnyOrder("a=4", "b=8", "c=9", "a=null", "b=20", "c=21");
  }

  @Test
  void neverHasAValueWhereItIsMadeOfItselfAndIsAPlainAbsentTraitToOthers() {
    var program =
        new Program(
            List.of(
                formula("a", "coalesce(b, 1)"),
                formula("b", "coalesce(a, 2)"),
                formula("itself", "coalesce(itself, 3)"),
                formula("c", "coalesce(a, b, itself, 4)")));

    set(program, "n", Json.of(1));

    assertThat(values()).containsExactly("c=4");
  }

  /** Sixty names in each of nine levels would be more than 10^15 ways to go. */
  @Test
  void staysQuickWhereEachFormulaNamesAllBelowManyTimes() {
    var rules = new ArrayList<Rule>();
    for (int level = 1; level <= 9; level++) {
      var below = "f" + (level - 1);
      var sum = IntStream.range(0, 60).mapToObj(_ -> below).collect(Collectors.joining("+"));
      rules.add(formula("f" + level, "(" + sum + ") / 60"));
    }

    set(new Program(rules), "f0", Json.of(7));

    assertThat(values()).hasSize(9).contains("f9=7");
  }

  @Test
  void saysWhatAComparisonCompared() {
    // Given
    var over =
        new Rule.Audience(
            "over",
            1,
            new Condition.TraitCompared("used", new Comparison(Operator.GREATER, "limit")));
    var program = new Program(List.of(over, formula("limit", "seats * 2")));

    // When
    set(program, "seats", Json.of(2));
    set(program, "used", Json.of(5));

    // Then
    var why = Explanation.of(program, over, subject, NOW);
    assertThat(why.member()).isTrue();
    assertThat(why.who().holds()).isTrue();
    assertThat(why.who().value()).isEqualTo(Json.arrayOf(Json.of(5), Json.of(4)));
  }

  private void set(Program program, String trait, Json value) {
    var event =
        new Engine.Contribution(
            List.of(),
            List.of(new Engine.TraitSet(trait, value, 1, 1)),
            List.of(new Identifier("user_id", "u1")),
            1,
            1);
    Engine.observe(program, subject, event, new Cause.ByEvent(0, 1, "m"), NOW);
  }

  private List<String> values() {
    return subject.changes().stream()
        .map(change -> change.rule().name() + "=" + shown(change.kind()))
        .toList();
  }

  private static String shown(Change.Kind kind) {
    return kind instanceof Change.Kind.Trait(Json.Num(var number), _)
        ? number.toPlainString()
        : "null";
  }

  private static Rule formula(String name, String text) {
    return new Rule.ComputedTrait(name, 1, new Computation.Derived(Formula.parse(text)));
  }
}
