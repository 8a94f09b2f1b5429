package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.ValueTest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A condition whose names are resolved: what is asked of {@link Facts}. Joined predicates stand
 * cheapest first, so that the dear ones are often not asked.
 */
sealed interface Predicate {

  record Counted(Feature feature, long atLeast, long atMost) implements Predicate {}

  record ComputedTrait(Feature feature, ValueTest test) implements Predicate {}

  record CustomTrait(String name, ValueTest test) implements Predicate {}

  record EntityTrait(String entity, String name, ValueTest test) implements Predicate {}

  record All(List<Predicate> predicates) implements Predicate {}

  record Any(List<Predicate> predicates) implements Predicate {}

  record Not(Predicate predicate) implements Predicate {}

  /** Resolves each trait: a computed one where the map has its name, else a custom one. */
  static Predicate of(Condition condition, Map<String, Rule.ComputedTrait> computedTraits) {
    return switch (condition) {
      case Condition.Performed(var feature, var least, var most) ->
          new Counted(feature, least, most);
      case Condition.HasTrait(var name, var test) -> {
        var computed = computedTraits.get(name);
        yield computed == null
            ? new CustomTrait(name, test)
            : new ComputedTrait(computed.feature(), test);
      }
      case Condition.HasEntity(var entity, var name, var test) ->
          new EntityTrait(entity, name, test);
      case Condition.All(var conditions) -> new All(sorted(conditions, computedTraits));
      case Condition.Any(var conditions) -> new Any(sorted(conditions, computedTraits));
      case Condition.Not(var inner) -> new Not(of(inner, computedTraits));
    };
  }

  private static List<Predicate> sorted(
      List<Condition> conditions, Map<String, Rule.ComputedTrait> computedTraits) {
    return conditions.stream()
        .map(condition -> of(condition, computedTraits))
        .sorted(Comparator.comparing(Predicate::readsAttributes))
        .toList();
  }

  /** Whether it holds. */
  default boolean holds(Facts facts) {
    return switch (this) {
      case Counted(var feature, var least, var most) -> {
        long count = facts.feature(feature.id()).count();
        yield count >= least && count <= most;
      }
      case ComputedTrait(var feature, var test) ->
          test.passes(Optional.of(Values.of(feature, facts.feature(feature.id()))));
      case CustomTrait(var name, var test) -> test.passes(facts.customTrait(name));
      case EntityTrait(var entity, var name, var test) -> {
        for (var link : facts.entities(entity)) {
          if (test.passes(link.trait(name))) {
            yield true;
          }
        }
        yield false;
      }
      case All(var predicates) -> {
        for (var predicate : predicates) {
          if (!predicate.holds(facts)) {
            yield false;
          }
        }
        yield true;
      }
      case Any(var predicates) -> {
        for (var predicate : predicates) {
          if (predicate.holds(facts)) {
            yield true;
          }
        }
        yield false;
      }
      case Not(var predicate) -> !predicate.holds(facts);
    };
  }

  /** Names all that it asks for. */
  default void dependencies(Dependencies asked) {
    switch (this) {
      case Counted(var feature, _, _) -> asked.feature(feature);
      case ComputedTrait(var feature, _) -> asked.feature(feature);
      case CustomTrait(var name, _) -> asked.customTrait(name);
      case EntityTrait(var entity, _, _) -> asked.entity(entity);
      case All(var predicates) -> predicates.forEach(p -> p.dependencies(asked));
      case Any(var predicates) -> predicates.forEach(p -> p.dependencies(asked));
      case Not(var predicate) -> predicate.dependencies(asked);
    }
  }

  /** Takes what a predicate asks for. */
  interface Dependencies {

    void feature(Feature feature);

    void customTrait(String name);

    void entity(String kind);
  }

  private boolean readsAttributes() {
    return switch (this) {
      case Counted _, ComputedTrait _ -> false;
      case CustomTrait _, EntityTrait _ -> true;
      case All(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Any(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Not(var predicate) -> predicate.readsAttributes();
    };
  }
}
