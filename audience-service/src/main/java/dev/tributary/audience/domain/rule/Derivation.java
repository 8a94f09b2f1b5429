package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which computed traits are made of which others, by their formulas. */
public final class Derivation {

  /** Formulas over formulas. */
  public static final int MAX_LEVELS = 8;

  private Derivation() {}

  /**
   * What is wrong with the traits that a new or changed formula names: one is made of the new one
   * itself, or formulas stand in more than {@value #MAX_LEVELS} levels. What is no formula stands
   * for a plain trait or an aggregate, and is never wrong.
   *
   * @param defined the formula of the computed trait of a name, where it is one
   */
  public static List<String> problems(
      String trait, Formula formula, Function<String, Optional<Formula>> defined) {
    var found =
        Nesting.from(
            trait,
            name ->
                Optional.of(
                    (name.equals(trait) ? Optional.of(formula) : defined.apply(name))
                        .map(Formula::names)
                        .orElse(Set.of())));
    var problems = new ArrayList<String>();
    for (var fault : found.faults()) {
      if (fault instanceof Nesting.Fault.Circle(var way)) {
        problems.add("names itself: " + String.join(" names ", way));
      }
    }
    // The traits that are no formulas are a level more.
    if (found.levels() > MAX_LEVELS + 1) {
      problems.add("names formulas in more than " + MAX_LEVELS + " levels");
    }
    return List.copyOf(problems);
  }
}
