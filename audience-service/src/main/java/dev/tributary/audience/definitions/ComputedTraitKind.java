package dev.tributary.audience.definitions;

import dev.tributary.audience.domain.formula.Formula;
import dev.tributary.audience.domain.rule.Computation;
import dev.tributary.audience.domain.rule.ComputedTraitReader;
import dev.tributary.audience.domain.rule.Condition;
import dev.tributary.audience.domain.rule.Derivation;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.platform.definitions.DefinitionsFeed;
import dev.tributary.platform.definitions.OwnedKind;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.definition.Violation;
import dev.tributary.platform.domain.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Computed traits: what is wrong with a spec, and which definitions need one. */
@ApplicationScoped
class ComputedTraitKind implements OwnedKind {

  private final DefinitionsFeed feed;

  ComputedTraitKind(DefinitionsFeed feed) {
    this.feed = feed;
  }

  @Override
  public Kind kind() {
    return Kind.COMPUTED_TRAIT;
  }

  @Override
  public List<Violation> validate(String name, Json.Obj spec) {
    return switch (ComputedTraitReader.read(name, 1, spec)) {
      case Checked.Invalid<Rule.ComputedTrait>(var problems) -> problems;
      case Checked.Valid<Rule.ComputedTrait>(var trait) -> {
        feed.catchUp();
        var found = new ArrayList<>(unknownOwner(trait));
        found.addAll(otherOwner(trait));
        if (trait.computation() instanceof Computation.Derived(var formula)) {
          found.addAll(derivation(name, formula));
        }
        yield found;
      }
    };
  }

  private List<Violation> unknownOwner(Rule.ComputedTrait trait) {
    return owner(trait)
        .filter(kind -> !Defined.isEntity(feed, kind))
        .map(_ -> new Violation("spec.of", "names no Entity that is defined, nor accounts"))
        .stream()
        .toList();
  }

  /** Who uses it as a trait of profiles, or of entities of a kind, of which it would be no more. */
  private List<Violation> otherOwner(Rule.ComputedTrait trait) {
    boolean same =
        Defined.computedTraits(feed)
            .filter(known -> known.name().equals(trait.name()))
            .allMatch(known -> owner(known).equals(owner(trait)));
    return same
        ? List.of()
        : usedBy(trait.name()).stream()
            .map(user -> new Violation("spec.of", "cannot change: " + user.path() + " uses it"))
            .toList();
  }

  private static Optional<String> owner(Rule.ComputedTrait trait) {
    return trait.computation() instanceof Computation.OfMembers(var entity, _, _)
        ? Optional.of(entity)
        : Optional.empty();
  }

  private List<Violation> derivation(String name, Formula formula) {
    var defined = new HashMap<String, Formula>();
    Defined.computedTraits(feed)
        .forEach(trait -> {
          if (trait.computation() instanceof Computation.Derived(var other)) {
            defined.put(trait.name(), other);
          }
        });
    return Stream.concat(
            Derivation.problems(name, formula, other -> Optional.ofNullable(defined.get(other)))
                .stream(),
            Defined.entityTraits(feed, formula.names()))
        .map(problem -> new Violation("spec.formula", problem))
        .toList();
  }

  @Override
  public List<Violation> usedBy(String name) {
    feed.catchUp();
    var users = new ArrayList<Violation>();
    boolean ofEntities = Defined.entityTraits(feed, Set.of(name)).findAny().isPresent();
    Defined.audiences(feed)
        .filter(audience ->
            audience.who().all().anyMatch(condition -> asks(condition, name, ofEntities)))
        .map(audience ->
            new Violation("Audience/" + audience.name(), "has a condition on this trait"))
        .forEach(users::add);
    Defined.computedTraits(feed)
        .filter(trait -> trait.computation().names().contains(name))
        .map(trait -> new Violation("ComputedTrait/" + trait.name(), "names it in its formula"))
        .forEach(users::add);
    users.addAll(Users.destinations(feed, "traits", name));
    return List.copyOf(users);
  }

  private static boolean asks(Condition condition, String trait, boolean ofEntities) {
    return Stream.concat(condition.traits(), ofEntities ? condition.entityTraits() : Stream.empty())
        .anyMatch(trait::equals);
  }
}
