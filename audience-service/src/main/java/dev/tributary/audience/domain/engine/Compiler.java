package dev.tributary.audience.domain.engine;

import static dev.tributary.audience.domain.rule.Condition.Quantifier.ANY;

import dev.tributary.audience.domain.bytes.StableHash;
import dev.tributary.audience.domain.rule.Comparison;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Condition.OfEntity;
import dev.tributary.audience.domain.rule.Condition.Quantifier;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.Spelling;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Resolves the names in conditions. Audiences that contain one another are one predicate each,
 * shared by all that name it; what would contain itself, because two definitions were made at once,
 * contains nobody.
 */
final class Compiler {

  private final Traits traits;
  private final Map<Long, Rule> rules = new HashMap<>();
  private final ToLongFunction<Feature> places;
  private final Map<String, Rule.Audience> audiences = new HashMap<>();
  private final Map<String, Predicate> members = new HashMap<>();
  private final Set<String> begun = new HashSet<>();

  /**
   * Resolves among these rules.
   *
   * @param places where the state of a feature is kept
   */
  Compiler(List<Rule> rules, ToLongFunction<Feature> places) {
    this.traits = new Traits(rules);
    this.places = places;
    for (var rule : rules) {
      this.rules.put(rule.id(), rule);
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
      case Condition.HasEntity(var entity, var quantifier, var test) ->
          ofEntity(entity, quantifier, test);
      case Condition.InAudience(var name) -> member(name);
      case Condition.InSplit(var share, var salt) -> new Predicate.Split(share, salt);
      case Condition.All(var conditions) -> new Predicate.All(sorted(conditions));
      case Condition.Any(var conditions) -> new Predicate.Any(sorted(conditions));
      case Condition.Not(var inner) -> new Predicate.Not(of(inner));
    };
  }

  private Predicate ofEntity(String entity, Quantifier quantifier, OfEntity asked) {
    return switch (asked) {
      case OfEntity.Trait(var name, var test) ->
          traits
              .ofEntity(entity, name)
              .<Predicate>map(trait -> {
                long place = places.applyAsLong(trait.feature());
                long id = id(entity + " " + place, new Condition.HasEntity(entity, ANY, asked));
                var question =
                    new Question.OfTrait(id, place, trait.feature(), trait.reading(), test);
                return new Predicate.EntityAnswer(entity, quantifier, question);
              })
              .orElseGet(() -> new Predicate.EntityTrait(entity, quantifier, name, test));
      case OfEntity.Users(var howMany, var condition) -> {
        var who = of(condition);
        var kept = new PlacesOf(places);
        who.dependencies(kept);
        long id = id(entity + " " + kept, condition);
        var question = new Question.OfUsers(id(howMany + " " + id, condition), id, howMany, who);
        yield new Predicate.EntityAnswer(entity, quantifier, question);
      }
    };
  }

  private long id(String about, Condition condition) {
    return StableHash.of(
        about + "\n" + Spelling.of(condition) + "\n" + Effects.reached(condition.names(), rules));
  }

  private List<Predicate> sorted(List<Condition> conditions) {
    return conditions.stream()
        .map(this::of)
        .sorted(Comparator.comparing(Predicate::readsAttributes))
        .toList();
  }
}
