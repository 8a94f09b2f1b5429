package dev.tributary.audience.domain.engine;

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

  private final Map<String, Rule.ComputedTrait> traits = new HashMap<>();
  private final Map<String, Rule.Audience> audiences = new HashMap<>();
  private final Map<String, Predicate> members = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  Compiler(List<Rule> rules) {
    for (var rule : rules) {
      switch (rule) {
        case Rule.ComputedTrait trait -> traits.put(trait.name(), trait);
        case Rule.Audience audience -> audiences.put(audience.name(), audience);
      }
    }
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
      case Condition.HasTrait(var name, var test) -> {
        var computed = traits.get(name);
        yield computed == null
            ? new Predicate.CustomTrait(name, test)
            : new Predicate.ComputedTrait(computed.feature(), computed.reading(), test);
      }
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
