package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.Rule;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves the names of traits: a computed one if it is defined, else a custom one. A formula that
 * is made of itself, because two definitions were made at once, never has a value.
 */
final class Traits {

  private final Map<String, Computation> computed = new HashMap<>();
  private final Map<String, Trait> resolved = new HashMap<>();
  private final Map<String, Boolean> circular = new HashMap<>();

  Traits(List<Rule> rules) {
    for (var rule : rules) {
      if (rule instanceof Rule.ComputedTrait trait) {
        computed.put(trait.name(), trait.computation());
      }
    }
  }

  Trait named(String name) {
    var known = resolved.get(name);
    if (known != null) {
      return known;
    }
    var trait =
        switch (computed.get(name)) {
          case null -> new Trait.Custom(name);
          case Computation.OfMembers _ -> new Trait.Absent();
          case Computation.Aggregate(var feature, var reading) ->
              new Trait.Aggregate(feature, reading);
          case Computation.Derived(var formula) ->
              isMadeOfItself(name) ? new Trait.Absent() : derived(formula);
        };
    resolved.put(name, trait);
    return trait;
  }

  /** What entities of a kind compute under a name, if they do. */
  Optional<Computation.OfMembers> ofEntity(String kind, String name) {
    return computed.get(name) instanceof Computation.OfMembers trait && trait.entity().equals(kind)
        ? Optional.of(trait)
        : Optional.empty();
  }

  private Trait derived(Formula formula) {
    var before = new LinkedHashMap<String, Trait.Step>();
    var others = new HashMap<String, Trait>();
    formula.names().forEach(name -> collect(name, before, others));
    return new Trait.Derived(List.copyOf(before.values()), formula, others);
  }

  private void collect(String name, Map<String, Trait.Step> before, Map<String, Trait> others) {
    if (before.containsKey(name) || others.containsKey(name)) {
      return;
    }
    if (computed.get(name) instanceof Computation.Derived(var formula) && !isMadeOfItself(name)) {
      formula.names().forEach(other -> collect(other, before, others));
      before.put(name, new Trait.Step(name, formula));
    } else {
      others.put(name, named(name));
    }
  }

  private boolean isMadeOfItself(String name) {
    return circular.computeIfAbsent(name, this::reachesItself);
  }

  private boolean reachesItself(String name) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<String>(List.of(name));
    while (!open.isEmpty()) {
      var next = computed.get(open.pop());
      if (next != null) {
        for (var other : next.names()) {
          if (reached.add(other)) {
            open.push(other);
          }
        }
      }
    }
    return reached.contains(name);
  }
}
