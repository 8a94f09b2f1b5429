package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.rule.ValueTest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A condition whose names are resolved: what is asked of {@link Facts}. Joined predicates stand
 * cheapest first, so that the dear ones are often not asked.
 */
sealed interface Predicate {

  record Counted(Feature feature, long atLeast, long atMost) implements Predicate {}

  record ComputedTrait(Feature feature, ValueTest test) implements Predicate {}

  record CustomTrait(String name, ValueTest test) implements Predicate {}

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
  default void dependencies(Consumer<Feature> features, Consumer<String> customTraits) {
    switch (this) {
      case Counted(var feature, _, _) -> features.accept(feature);
      case ComputedTrait(var feature, _) -> features.accept(feature);
      case CustomTrait(var name, _) -> customTraits.accept(name);
      case All(var predicates) -> predicates.forEach(p -> p.dependencies(features, customTraits));
      case Any(var predicates) -> predicates.forEach(p -> p.dependencies(features, customTraits));
      case Not(var predicate) -> predicate.dependencies(features, customTraits);
    }
  }

  private boolean readsAttributes() {
    return switch (this) {
      case Counted _, ComputedTrait _ -> false;
      case CustomTrait _ -> true;
      case All(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Any(var predicates) -> predicates.stream().anyMatch(Predicate::readsAttributes);
      case Not(var predicate) -> predicate.readsAttributes();
    };
  }
}
