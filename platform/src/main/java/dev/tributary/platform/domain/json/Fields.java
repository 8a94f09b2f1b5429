package dev.tributary.platform.domain.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of an object somebody wants to see: all, or some by name, each with what is wanted
 * below it. Who reads an object with these alone is told the same at each of their paths as by the
 * whole object. Immutable.
 */
public final class Fields {

  public static final Fields ALL = new Fields(true, Map.of());

  /** Levels that are told apart; below them everything is wanted. */
  private static final int DEPTH = 20;

  private final boolean all;
  private final Map<String, Fields> byName;

  private Fields(boolean all, Map<String, Fields> byName) {
    this.all = all;
    this.byName = byName;
  }

  /**
   * Those to which paths lead, each with all below its end; an empty path wants everything. Of very
   * long paths more is wanted than is asked for.
   */
  public static Fields at(Collection<List<String>> paths) {
    return at(paths, DEPTH);
  }

  private static Fields at(Collection<List<String>> paths, int depth) {
    if (depth == 0 || paths.stream().anyMatch(List::isEmpty)) {
      return ALL;
    }
    var below = new HashMap<String, List<List<String>>>();
    for (var path : paths) {
      below
          .computeIfAbsent(path.getFirst(), _ -> new ArrayList<>())
          .add(path.subList(1, path.size()));
    }
    var byName = new HashMap<String, Fields>();
    below.forEach((name, rest) -> byName.put(name, at(rest, depth - 1)));
    return new Fields(false, byName);
  }

  /** What is wanted below a field; null if that field is not wanted at all. */
  public @Nullable Fields below(String name) {
    return all ? ALL : byName.get(name);
  }

  /** Whether a field is wanted, or something below it. */
  public boolean contains(String name) {
    return below(name) != null;
  }
}
