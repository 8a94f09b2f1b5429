package dev.tributary.audience.domain.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Goes from a definition to those that it names, and on to those that they name. */
final class Nesting {

  private final Function<String, Optional<Set<String>>> named;
  private final Map<String, Integer> levels = new LinkedHashMap<>();
  private final Deque<String> way = new ArrayDeque<>();
  private final List<Fault> faults = new ArrayList<>();

  private Nesting(Function<String, Optional<Set<String>>> named) {
    this.named = named;
  }

  /** What is wrong on the way. */
  sealed interface Fault {

    /** Each names the next; the last is the first again. */
    record Circle(List<String> way) implements Fault {}

    /** One is named that is not defined. */
    record Undefined(String name) implements Fault {}
  }

  /** How many levels there are below a definition, and what is wrong in them. */
  record Found(int levels, List<Fault> faults) {

    Found {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Goes from one of that name.
   *
   * @param named what one of a name names itself; nothing where it is not defined
   */
  static Found from(String name, Function<String, Optional<Set<String>>> named) {
    var nesting = new Nesting(named);
    int levels = nesting.levels(name);
    return new Found(levels, nesting.faults);
  }

  private int levels(String name) {
    var known = levels.get(name);
    if (known != null) {
      return known;
    }
    if (way.contains(name)) {
      var circle = new ArrayList<>(way.reversed());
      circle.add(name);
      faults.add(new Fault.Circle(List.copyOf(circle)));
      return 0;
    }
    var below = named.apply(name);
    if (below.isEmpty()) {
      faults.add(new Fault.Undefined(name));
      return 0;
    }
    way.push(name);
    int deepest = 0;
    for (var other : below.get()) {
      deepest = Math.max(deepest, 1 + levels(other));
    }
    way.pop();
    levels.put(name, deepest);
    return deepest;
  }
}
