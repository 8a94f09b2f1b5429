package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who would be one customer with whom, had these rules decided all events: union and find over
 * numbered nodes, with what limits and cuts must know on each root.
 */
final class World {

  private final Rules rules;
  private final Map<IdentifierType, Integer> limited = new HashMap<>();
  private final List<IdentifierType> types = new ArrayList<>();
  private int[] kept = new int[0];
  private int[] parent = new int[1 << 10];
  private @Nullable Tally[] tallies = new @Nullable Tally[1 << 10];
  private final BitSet given = new BitSet();
  private final BitSet met = new BitSet();

  World(Rules rules) {
    this.rules = rules;
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
  }

  /** One identifier of an event, as this world reads it. */
  record Member(int node, Identifier identifier) {}

  /** How a stored identifier is read here: an identifier that may join, or the reason why not. */
  Reading read(Identifier identifier) {
    if (!rules.joins(identifier.type())) {
      return new Reading(identifier, "not_joining");
    }
    return switch (rules.of(identifier.type()).read(identifier.value())) {
      case TypeRule.ReadValue.Usable(var read) -> new Reading(read, "");
      case TypeRule.ReadValue.Blocked _ -> new Reading(identifier, "blocked");
      case TypeRule.ReadValue.Unusable _ -> new Reading(identifier, "invalid");
    };
  }

  /** An identifier, and why it joins nobody; empty where it does. */
  record Reading(Identifier identifier, String hindrance) {}

  void side(int node, CutId cut, Side side) {
    tally(node).side(cut, side);
  }

  /** Whether somebody has a node. */
  boolean isGiven(int node) {
    return given.get(node);
  }

  boolean joins(IdentifierType type) {
    return rules.joins(type);
  }

  /** A node of which nothing is told but that it was named: it is somebody's. */
  void aloneUnlessMet(int node) {
    if (!met.get(node) && !given.get(node)) {
      ensure(node);
      given.set(node);
    }
  }

  /** An event of one identifier alone: whoever has none of it becomes its customer. */
  void alone(Member member, long millis) {
    met.set(member.node());
    if (!given.get(member.node())) {
      give(member, member.node(), millis);
    }
  }

  /**
   * Decides an event as the graph does.
   *
   * @param first when each member's identifier was first named
   * @param heedCuts whether sides of cuts are to be kept apart
   * @return by node: why it is not with the event's customer; empty where it is
   */
  Map<Integer, String> event(List<Member> event, List<Long> first, Instant at, boolean heedCuts) {
    if (event.isEmpty()) {
      return Map.of();
    }
    var members = new ArrayList<>(event);
    members.forEach(member -> limited(member.identifier().type()));
    for (int i = 0; i < event.size(); i++) {
      int node = event.get(i).node();
      if (!given.get(node) && !met.get(node) && first.get(i) < at.toEpochMilli()) {
        give(event.get(i), node, first.get(i)); // It was named alone before.
      }
      met.set(node);
    }
    members.sort(Comparator.comparing(Member::identifier, rules.byPriority()));
    int fitting = members.size();
    var reason = "";
    while (fitting > 1) {
      var hindrance = hindrance(members.subList(0, fitting), at, heedCuts);
      if (hindrance.isEmpty()) {
        break;
      }
      reason = hindrance;
      fitting--;
    }
    return join(members, fitting, reason, at);
  }

  int find(int node) {
    ensure(node);
    int root = node;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  private Map<Integer, String> join(List<Member> members, int fitting, String reason, Instant at) {
    long millis = at.toEpochMilli();
    int anchor = members.getFirst().node();
    var reasons = new HashMap<Integer, String>();
    for (int i = 0; i < members.size(); i++) {
      var member = members.get(i);
      int node = member.node();
      var apart = "";
      if (i < fitting) {
        union(anchor, node, member, millis);
      } else if (given.get(node)) {
        apart = find(node) == find(anchor) ? "" : reason;
      } else {
        apart = hindrance(List.of(members.getFirst(), member), at, false);
        if (apart.isEmpty()) {
          union(anchor, node, member, millis);
        }
      }
      reasons.put(node, apart);
    }
    return reasons;
  }

  private void union(int anchor, int node, Member member, long millis) {
    if (!given.get(node)) {
      give(member, node, millis);
    }
    int one = find(anchor);
    int other = find(node);
    if (one != other) {
      tally(one).add(tally(other), kept);
      tallies[other] = null;
      parent[other] = one;
    }
  }

  private void give(Member member, int node, long millis) {
    ensure(node);
    given.set(node);
    int type = limited(member.identifier().type());
    if (type >= 0) {
      tally(find(node)).add(type, millis, kept[type]);
    }
  }

  /** Why these may not be one customer; empty where they may. */
  private String hindrance(List<Member> members, Instant at, boolean heedCuts) {
    Set<Integer> roots = new LinkedHashSet<>();
    var fresh = new HashMap<IdentifierType, Integer>();
    for (var member : members) {
      if (given.get(member.node())) {
        roots.add(find(member.node()));
      } else {
        fresh.merge(member.identifier().type(), 1, Integer::sum);
      }
    }
    var parts = roots.stream().map(this::tally).toList();
    if (heedCuts && cutsMeet(parts)) {
      return "cut";
    }
    for (int type = 0; type < types.size(); type++) {
      int more = fresh.getOrDefault(types.get(type), 0);
      if (more > 0 || parts.size() > 1) {
        for (var limit : rules.limits(types.get(type))) {
          if (exceeds(parts, more, type, limit, at)) {
            return "limit:" + types.get(type).name();
          }
        }
      }
    }
    return "";
  }

  private static boolean exceeds(List<Tally> parts, int fresh, int type, Limit limit, Instant at) {
    int all = fresh;
    int most = 0;
    for (var part : parts) {
      int count =
          limit.per() == Limit.Span.EVER
              ? part.count(type)
              : part.after(type, limit.per().start(at).toEpochMilli());
      all += count;
      most = Math.max(most, count);
    }
    return all > limit.values() && all > most;
  }

  private static boolean cutsMeet(List<Tally> parts) {
    for (int i = 0; i < parts.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (parts.get(i).meetsAcrossACut(parts.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The number of a type that has limits; below zero for the others. */
  private int limited(IdentifierType type) {
    return limited.computeIfAbsent(type, this::number);
  }

  private int number(IdentifierType type) {
    var limits = rules.limits(type);
    if (limits.isEmpty()) {
      return -1;
    }
    int most =
        limits.stream()
            .filter(limit -> limit.per() != Limit.Span.EVER)
            .mapToInt(limit -> limit.values() + 1)
            .max()
            .orElse(0);
    kept = Arrays.copyOf(kept, kept.length + 1);
    kept[kept.length - 1] = most;
    types.add(type);
    return types.size() - 1;
  }

  private Tally tally(int root) {
    ensure(root);
    var tally = tallies[root];
    if (tally == null) {
      tally = new Tally();
      tallies[root] = tally;
    }
    return tally;
  }

  private void ensure(int node) {
    if (node >= parent.length) {
      int before = parent.length;
      int more = Math.max(node + 1, before * 2);
      parent = Arrays.copyOf(parent, more);
      tallies = Arrays.copyOf(tallies, more);
      for (int i = before; i < more; i++) {
        parent[i] = i;
      }
    }
  }
}
