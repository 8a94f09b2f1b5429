package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.formula.Formula;
import java.util.Set;

/** Where a computed trait's value comes from. */
public sealed interface Computation {

  /** What the selected events come down to. */
  record Aggregate(Feature feature, Reading reading) implements Computation {}

  /** What a formula makes of other traits of the profile. */
  record Derived(Formula formula) implements Computation {}

  /**
   * What the selected events of all members of an entity come down to: a trait of the entity.
   *
   * @param entity the kind, for instance {@code accounts}
   */
  record OfMembers(String entity, Feature feature, Reading reading) implements Computation {}

  /** The traits that it names. */
  default Set<String> names() {
    return switch (this) {
      case Aggregate _, OfMembers _ -> Set.of();
      case Derived(var formula) -> formula.names();
    };
  }
}
