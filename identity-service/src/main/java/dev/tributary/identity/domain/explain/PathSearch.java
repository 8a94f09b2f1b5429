package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a shortest path between two nodes: breadth first from both ends, the smaller front next, so
 * that of a large customer only the neighbourhood of the two is read.
 */
final class PathSearch {

  /** Links read before the search gives up. */
  static final int MAX_LINKS = 50_000;

  /** Steps of either front before the search gives up. */
  static final int MAX_STEPS = 500;

  private final GraphReader reader;
  private int budget = MAX_LINKS;
  private boolean exhausted;

  PathSearch(GraphReader reader) {
    this.reader = reader;
  }

  /** Nodes from one to the other, both included; empty where none was found. */
  List<ProfileId> between(ProfileId from, ProfileId to) {
    if (from.equals(to)) {
      return List.of(from);
    }
    var near = new Front(from);
    var far = new Front(to);
    for (int step = 0; step < MAX_STEPS; step++) {
      if (near.edge.isEmpty() || far.edge.isEmpty()) {
        return List.of();
      }
      boolean nearNext = near.edge.size() <= far.edge.size();
      var met = nearNext ? grow(near, far) : grow(far, near);
      if (met.isPresent()) {
        return path(near, far, met.get());
      }
      if (exhausted) {
        return List.of();
      }
    }
    exhausted = true;
    return List.of();
  }

  /** Whether the search gave up before it had seen everything. */
  boolean gaveUp() {
    return exhausted;
  }

  private Optional<ProfileId> grow(Front front, Front other) {
    var pairs = reader.joined(front.edge, budget + 1);
    if (pairs.size() > budget) {
      exhausted = true;
    }
    budget -= pairs.size();
    var next = new HashSet<ProfileId>();
    for (var pair : pairs) {
      for (var step : List.of(List.of(pair.low(), pair.high()), List.of(pair.high(), pair.low()))) {
        var known = step.getFirst();
        var reached = step.getLast();
        if (front.edge.contains(known) && !front.from.containsKey(reached)) {
          front.from.put(reached, known);
          next.add(reached);
        }
      }
    }
    front.edge = next;
    return next.stream().filter(other.from::containsKey).min(ProfileId::compareTo);
  }

  private static List<ProfileId> path(Front near, Front far, ProfileId met) {
    var path = new ArrayList<>(near.back(met));
    Collections.reverse(path);
    var rest = far.back(met);
    path.addAll(rest.subList(1, rest.size()));
    return path;
  }

  /** The pairs along a path. */
  static List<Pair> pairs(List<ProfileId> path) {
    var pairs = new ArrayList<Pair>();
    for (int i = 1; i < path.size(); i++) {
      pairs.add(Pair.of(path.get(i - 1), path.get(i)));
    }
    return pairs;
  }

  /** All that was reached from one end, each with the node before it. */
  private static final class Front {

    private final Map<ProfileId, ProfileId> from = new HashMap<>();
    private Set<ProfileId> edge;

    private Front(ProfileId start) {
      from.put(start, start);
      edge = Set.of(start);
    }

    /** From a node back to the start. */
    private List<ProfileId> back(ProfileId node) {
      var way = new ArrayList<ProfileId>();
      var current = node;
      var before = from.get(current);
      way.add(current);
      while (before != null && !before.equals(current)) {
        current = before;
        before = from.get(current);
        way.add(current);
      }
      return way;
    }
  }
}
