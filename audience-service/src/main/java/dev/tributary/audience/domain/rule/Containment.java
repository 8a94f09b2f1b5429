package dev.tributary.audience.domain.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Function<String, Optional<Condition>> defined;
  private final Map<String, Integer> levels = new LinkedHashMap<>();
  private final Deque<String> way = new ArrayDeque<>();
  private final List<String> problems = new ArrayList<>();

  private Containment(Function<String, Optional<Condition>> defined) {
    this.defined = defined;
  }

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
    var containment =
        new Containment(name -> name.equals(audience) ? Optional.of(who) : defined.apply(name));
    int levels = containment.levels(audience);
    if (levels > MAX_LEVELS) {
      containment.problems.add("contains audiences in more than " + MAX_LEVELS + " levels");
    }
    return List.copyOf(containment.problems);
  }

  private int levels(String audience) {
    var known = levels.get(audience);
    if (known != null) {
      return known;
    }
    if (way.contains(audience)) {
      var circle = new ArrayList<>(way.reversed());
      circle.add(audience);
      problems.add("contains itself: " + String.join(" contains ", circle));
      return 0;
    }
    var who = defined.apply(audience);
    if (who.isEmpty()) {
      problems.add("names the audience " + audience + ", which is not defined");
      return 0;
    }
    way.push(audience);
    int deepest = 0;
    for (var name : named(who.get())) {
      deepest = Math.max(deepest, 1 + levels(name));
    }
    way.pop();
    levels.put(audience, deepest);
    return deepest;
  }
}
