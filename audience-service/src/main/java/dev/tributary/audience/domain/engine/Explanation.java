package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** Asks each condition of an audience for itself, as {@link Predicate} asks them together. */
public final class Explanation {

  private final Compiler compiler;
  private final Subject subject;

  private Explanation(Compiler compiler, Subject subject) {
    this.compiler = compiler;
    this.subject = subject;
  }

  /**
   * Why the profile is in an audience now, or is not.
   *
   * @param subject a copy to work on; nothing of it is to be stored
   */
  public static Why.OfAudience of(
      Program program, Rule.Audience audience, Subject subject, long now) {
    Engine.advance(program, subject, now);
    var compiler = program.compiler();
    var who = new Explanation(compiler, subject).why(audience.who());
    var membership = subject.profile().membership(audience.id());
    boolean linked = false;
    boolean leftOut = false;
    if (compiler.member(audience.name()) instanceof Predicate.Member member) {
      linked = member.isLinked(subject);
      leftOut = member.leavesOut(subject);
    }
    return new Why.OfAudience(
        audience.name(), membership.member(), membership.sinceMillis(), linked, leftOut, who);
  }

  private Why why(Condition condition) {
    var parts = parts(condition).stream().map(this::why).toList();
    var predicate = compiler.of(condition);
    return new Why(condition, predicate.holds(subject), value(predicate), parts);
  }

  private static List<Condition> parts(Condition condition) {
    return switch (condition) {
      case Condition.All(var conditions) -> conditions;
      case Condition.Any(var conditions) -> conditions;
      case Condition.Not(var inner) -> List.of(inner);
      default -> List.of();
    };
  }

  private Json value(Predicate predicate) {
    return switch (predicate) {
      case Predicate.Counted(var feature, _, _) -> Json.of(subject.feature(feature).count());
      case Predicate.TraitTest(var trait, _) -> orNull(trait.value(subject));
      case Predicate.TraitCompared(var trait, _, var other) ->
          compared(orNull(trait.value(subject)), other);
      case Predicate.PropertyCompared compared ->
          compared(Json.of(compared.passing(subject)), compared.trait());
      case Predicate.EntityTrait(var entity, _, var name, _) ->
          new Json.Arr(
              subject.entities(entity).stream().map(link -> orNull(link.trait(name))).toList());
      case Predicate.EntityAnswer(var entity, _, var question) ->
          new Json.Arr(
              subject.answers(entity, question.id()).stream()
                  .map(answer -> orNull(answer.map(Json::of)))
                  .toList());
      case Predicate.Sequence _,
          Predicate.Member _,
          Predicate.Split _,
          Predicate.All _,
          Predicate.Any _,
          Predicate.Not _ ->
          Json.Null.VALUE;
    };
  }

  /** What is compared, and the value of the trait it is compared with. */
  private Json compared(Json value, Trait with) {
    return Json.arrayOf(value, orNull(with.value(subject)));
  }

  private static Json orNull(Optional<Json> value) {
    return value.orElse(Json.Null.VALUE);
  }
}
