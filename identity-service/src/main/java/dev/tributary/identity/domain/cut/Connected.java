package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What hangs together in a graph. */
final class Connected {

  private Connected() {}

  /** The nodes by what they can reach, each in exactly one group. */
  static List<Set<ProfileId>> groups(Collection<ProfileId> nodes, Collection<Pair> pairs) {
    var neighbours = neighbours(pairs);
    var groups = new ArrayList<Set<ProfileId>>();
    var seen = new HashSet<ProfileId>();
    for (var node : nodes) {
      if (seen.add(node)) {
        var group = new HashSet<ProfileId>();
        var open = new ArrayDeque<ProfileId>();
        open.add(node);
        while (!open.isEmpty()) {
          var next = open.poll();
          group.add(next);
          for (var neighbour : neighbours.getOrDefault(next, List.of())) {
            if (seen.add(neighbour)) {
              open.add(neighbour);
            }
          }
        }
        groups.add(group);
      }
    }
    return groups;
  }

  private static Map<ProfileId, List<ProfileId>> neighbours(Collection<Pair> pairs) {
    var neighbours = new HashMap<ProfileId, List<ProfileId>>();
    for (var pair : pairs) {
      neighbours.computeIfAbsent(pair.low(), _ -> new ArrayList<>()).add(pair.high());
      neighbours.computeIfAbsent(pair.high(), _ -> new ArrayList<>()).add(pair.low());
    }
    return neighbours;
  }
}
