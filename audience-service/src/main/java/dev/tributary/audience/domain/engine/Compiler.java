package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Comparison;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves the names in conditions. Audiences that contain one another are one predicate each,
 * shared by all that name it; what would contain itself, because two definitions were made at once,
 * contains nobody.
 */
final class Compiler {

  private final Traits traits;
  private final Map<String, Rule.Audience> audiences = new HashMap<>();
  private final Map<String, Predicate> members = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  Compiler(List<Rule> rules) {
    this.traits = new Traits(rules);
    for (var rule : rules) {
      if (rule instanceof Rule.Audience audience) {
        audiences.put(audience.name(), audience);
      }
    }
  }

  /** The trait of a name. */
  Trait trait(String name) {
    return traits.named(name);
  }

  /** Who is in the audience of a name; nobody in one that is not defined. */
  Predicate member(String name) {
    var done = members.get(name);
    if (done != null) {
      return done;
    }
    var audience = audiences.get(name);
    if (audience == null || !begun.add(name)) {
      return Predicate.nobody();
    }
    var member =
        new Predicate.Member(
            audience.id(), of(audience.who()), audience.softLinks(), audience.anonymous());
    members.put(name, member);
    return member;
  }

  Predicate of(Condition condition) {
    return switch (condition) {
      case Condition.Performed(var feature, var least, var most) ->
          new Predicate.Counted(feature, least, most);
      case Condition.Sequence(var steps) -> new Predicate.Sequence(steps);
      case Condition.HasTrait(var name, var test) ->
          new Predicate.TraitTest(traits.named(name), test);
      case Condition.TraitCompared(var name, Comparison(var operator, var other)) ->
          new Predicate.TraitCompared(traits.named(name), operator, traits.named(other));
      case Condition.PropertyCompared(
              var feature,
              Comparison(var operator, var trait),
              var least,
              var most) ->
          new Predicate.PropertyCompared(feature, operator, traits.named(trait), least, most);
      case Condition.HasEntity(var entity, var quantifier, var name, var test) ->
          new Predicate.EntityTrait(entity, quantifier, name, test);
      case Condition.InAudience(var name) -> member(name);
      case Condition.InSplit(var share, var salt) -> new Predicate.Split(share, salt);
      case Condition.All(var conditions) -> new Predicate.All(sorted(conditions));
      case Condition.Any(var conditions) -> new Predicate.Any(sorted(conditions));
      case Condition.Not(var inner) -> new Predicate.Not(of(inner));
    };
  }

  private List<Predicate> sorted(List<Condition> conditions) {
    return conditions.stream()
        .map(this::of)
        .sorted(Comparator.comparing(Predicate::readsAttributes))
        .toList();
  }
}
