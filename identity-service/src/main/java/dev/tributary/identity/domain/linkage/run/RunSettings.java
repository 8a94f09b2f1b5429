package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.comparison.Comparison;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run does. The same settings over the same observations give the same links.
 *
 * @param methods at least one
 * @param without names of comparisons that are left out
 * @param floor probability from which two profiles are linked; at least 0.1, below 1
 * @param promoteFrom probability from which the run makes links hard; from 0.9, 1 for never
 * @param evaluate whether the run also measures itself against what the graph knows
 */
public record RunSettings(
    List<Method> methods,
    Set<String> without,
    double floor,
    double promoteFrom,
    long seed,
    boolean evaluate) {

  public static final long USUAL_SEED = 1;

  /** No link is certain, so none is promoted. */
  public static final double NEVER = 1;

  private static final double LEAST_PROMOTED = 0.9;

  public RunSettings {
    methods = methods.stream().distinct().sorted(Comparator.naturalOrder()).toList();
    without = Set.copyOf(without);
    if (methods.isEmpty()) {
      throw new InvalidValue("methods", "empty");
    }
    if (!(floor >= 0.1 && floor < 1)) {
      throw new InvalidValue("floor", "not a number from 0.1 to below 1");
    }
    if (!(promoteFrom >= LEAST_PROMOTED && promoteFrom <= NEVER)) {
      throw new InvalidValue("promoteFrom", "not a number from 0.9 to 1");
    }
    var known = fieldNames();
    if (!known.containsAll(without)) {
      throw new InvalidValue("without", "not only names of " + String.join(", ", known));
    }
  }

  /** Both methods by everything they have, with an evaluation. */
  public static RunSettings usual(double floor, double promoteFrom) {
    return new RunSettings(
        List.of(Method.values()), Set.of(), floor, promoteFrom, USUAL_SEED, true);
  }

  /** Names of everything that some method compares by. */
  public static Set<String> fieldNames() {
    return Arrays.stream(Method.values())
        .flatMap(method -> method.comparisons(2).stream())
        .map(Comparison::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
