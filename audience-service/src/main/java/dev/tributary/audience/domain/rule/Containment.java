package dev.tributary.audience.domain.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which audiences contain which others, by conditions on membership. */
public final class Containment {

  /** Audiences in audiences. */
  public static final int MAX_LEVELS = 8;

  private Containment() {}

  /** The audiences that a condition names. */
  public static Set<String> named(Condition condition) {
    return condition
        .all()
        .flatMap(
            one -> one instanceof Condition.InAudience(var name) ? Stream.of(name) : Stream.empty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What is wrong with the audiences that a new or changed one names: one is not defined, contains
   * the new one itself, or they stand in more than {@value #MAX_LEVELS} levels.
   *
   * @param defined the conditions of the audience of a name, where it is defined
   */
  public static List<String> problems(
      String audience, Condition who, Function<String, Optional<Condition>> defined) {
    var found =
        Nesting.from(
            audience,
            name ->
                (name.equals(audience) ? Optional.of(who) : defined.apply(name))
                    .map(Containment::named));
    var problems = new ArrayList<String>();
    for (var fault : found.faults()) {
      problems.add(
          switch (fault) {
            case Nesting.Fault.Circle(var way) ->
                "contains itself: " + String.join(" contains ", way);
            case Nesting.Fault.Undefined(var name) ->
                "names the audience " + name + ", which is not defined";
          });
    }
    if (found.levels() > MAX_LEVELS) {
      problems.add("contains audiences in more than " + MAX_LEVELS + " levels");
    }
    return List.copyOf(problems);
  }
}
