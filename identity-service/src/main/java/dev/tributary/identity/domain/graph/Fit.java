package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether some clusters and some new identifiers may be one customer: no type may exceed its
 * limits, and nobody may be on both sides of a cut. A customer that neither merges nor grows always
 * may, whatever it has: nothing freezes.
 */
final class Fit {

  /** The reason where a type would exceed its limit starts so; then comes the type. */
  static final String LIMIT = "limit:";

  /** Types of identifiers a profile may have. */
  static final int MAX_TYPES = 200;

  private final Rules rules;
  private final Map<CellId, Map<IdentifierType, List<Instant>>> given = new HashMap<>();

  Fit(Rules rules, Map<CellId, Map<IdentifierType, List<Instant>>> given) {
    this.rules = rules;
    given.forEach((root, types) -> types.forEach((type, times) -> times(root, type).addAll(times)));
  }

  /** Why these may not be one customer at this time; empty where they may. */
  String hindrance(Collection<Cluster> parts, Collection<Identifier> fresh, Instant at) {
    if (parts.size() > 1 && cutsMeet(parts)) {
      return Sighting.KEPT_BY_CUT;
    }
    var growing = new HashMap<IdentifierType, Integer>();
    fresh.forEach(identifier -> growing.merge(identifier.type(), 1, Integer::sum));
    if (tooManyTypes(parts, growing.keySet())) {
      return LIMIT + "types";
    }
    for (var type : growingTypes(parts, growing.keySet())) {
      for (var limit : rules.limits(type)) {
        if (exceeds(parts, growing.getOrDefault(type, 0), type, limit, at)) {
          return LIMIT + type.name();
        }
      }
    }
    return "";
  }

  /** Notes that a cluster got an identifier. */
  void give(CellId root, IdentifierType type, Instant at) {
    if (rules.limits(type).stream().anyMatch(limit -> limit.per() != Limit.Span.EVER)) {
      times(root, type).add(at);
    }
  }

  /** Notes that one cluster is another's now. */
  void move(CellId from, CellId into) {
    var moving = given.remove(from);
    if (moving != null) {
      moving.forEach((type, times) -> times(into, type).addAll(times));
    }
  }

  private static boolean tooManyTypes(Collection<Cluster> parts, Set<IdentifierType> fresh) {
    int atMost = fresh.size();
    for (var part : parts) {
      atMost += part.counts().size();
    }
    if (atMost <= MAX_TYPES) {
      return false;
    }
    int most = 0;
    var all = new HashSet<>(fresh);
    for (var part : parts) {
      most = Math.max(most, part.counts().size());
      all.addAll(part.counts().keySet());
    }
    return all.size() > MAX_TYPES && all.size() > most;
  }

  /** Types of which somebody would have more than before. */
  private static Set<IdentifierType> growingTypes(
      Collection<Cluster> parts, Set<IdentifierType> fresh) {
    if (parts.size() < 2) {
      return fresh;
    }
    var types = new HashSet<>(fresh);
    parts.forEach(part -> types.addAll(part.counts().keySet()));
    return types;
  }

  /** Whether together they have too many and none of them had as many before. */
  private boolean exceeds(
      Collection<Cluster> parts, int fresh, IdentifierType type, Limit limit, Instant at) {
    int all = fresh;
    int most = 0;
    for (var part : parts) {
      int count =
          limit.per() == Limit.Span.EVER
              ? part.counts().getOrDefault(type, 0)
              : recent(part.root(), type, limit.per().start(at));
      all += count;
      most = Math.max(most, count);
    }
    return all > limit.values() && all > most;
  }

  private int recent(CellId root, IdentifierType type, Instant start) {
    var times = given.getOrDefault(root, Map.of()).getOrDefault(type, List.of());
    return (int) times.stream().filter(time -> time.isAfter(start)).count();
  }

  private static boolean cutsMeet(Collection<Cluster> parts) {
    var sides = new HashMap<CutId, CutId.Side>();
    for (var part : parts) {
      for (var entry : part.sides().entrySet()) {
        var other = sides.putIfAbsent(entry.getKey(), entry.getValue());
        if (other != null && other != entry.getValue()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Instant> times(CellId root, IdentifierType type) {
    return given
        .computeIfAbsent(root, _ -> new HashMap<>())
        .computeIfAbsent(type, _ -> new ArrayList<>());
  }
}
