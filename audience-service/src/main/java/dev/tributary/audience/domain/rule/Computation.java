package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.formula.Formula;
import java.util.Set;

/** Where a computed trait's value comes from. */
public sealed interface Computation {

  /** What the selected events come down to. */
  record Aggregate(Feature feature, Reading reading) implements Computation {}

  /** What a formula makes of other traits of the profile. */
  record Derived(Formula formula) implements Computation {}

  /** The traits that it names. */
  default Set<String> names() {
    return switch (this) {
      case Aggregate _ -> Set.of();
      case Derived(var formula) -> formula.names();
    };
  }
}
