package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Reading;
import dev.tributary.platform.domain.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A trait whose name is resolved: where {@link Facts} have its value. */
sealed interface Trait {

  /** That never has a value. */
  record Absent() implements Trait {}

  /** As events set it. */
  record Custom(String name) implements Trait {}

  /** What a feature's state is worth. */
  record Aggregate(Feature feature, Reading reading) implements Trait {}

  /**
   * What a formula makes of other traits.
   *
   * @param before the formulas that it is made of, each once and after those that it names
   * @param others by name, the traits they are made of that are no formulas
   */
  record Derived(List<Step> before, Formula formula, Map<String, Trait> others) implements Trait {

    public Derived {
      before = List.copyOf(before);
      others = Map.copyOf(others);
    }

    /** Asks for each value once, however often formulas name one another. */
    private Optional<Json> result(Facts facts) {
      var known = new HashMap<String, Optional<Json>>();
      Function<String, Optional<Json>> values =
          name ->
              known.computeIfAbsent(
                  name, other -> others.getOrDefault(other, new Absent()).value(facts));
      for (var step : before) {
        known.put(step.name(), step.formula().value(values));
      }
      return formula.value(values);
    }
  }

  /** A formula that others name. */
  record Step(String name, Formula formula) {}

  /** Its value; nothing, or null, where it has none. */
  default Optional<Json> value(Facts facts) {
    return switch (this) {
      case Absent _ -> Optional.empty();
      case Custom(var name) -> facts.customTrait(name);
      case Aggregate(var feature, var reading) ->
          Optional.of(Values.of(reading, facts.feature(feature)));
      case Derived derived -> derived.result(facts);
    };
  }

  /** Names all that it asks for. */
  default void dependencies(Predicate.Dependencies asked) {
    switch (this) {
      case Absent _ -> {}
      case Custom(var name) -> asked.customTrait(name);
      case Aggregate(var feature, _) -> asked.feature(feature);
      case Derived(_, _, var others) -> others.values().forEach(other -> other.dependencies(asked));
    }
  }

  /** Whether it reads what is stored apart from the profile. */
  default boolean readsAttributes() {
    return switch (this) {
      case Absent _, Aggregate _ -> false;
      case Custom _ -> true;
      case Derived(_, _, var others) -> others.values().stream().anyMatch(Trait::readsAttributes);
    };
  }
}
