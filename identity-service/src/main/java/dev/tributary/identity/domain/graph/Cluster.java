package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Identifiers that turned out to be one customer's: a set of a union-find forest of cells.
 *
 * <p>The root is where the set's rows hang and says nothing to the outside; the survivor is the
 * profile all of them are. They differ because the larger side of a merge keeps its root, so that a
 * merge costs what the smaller side holds, while the older side keeps its name.
 *
 * @param root one of its cells
 * @param survivor the id of its oldest identifier, of several the smallest; that identifier was
 *     first named when {@code first} was received
 * @param counts identifiers it has of each type
 * @param sides of each cut it is concerned by, the one it is on
 * @param traits names of traits it has; those that both sides of a merge had count twice
 * @param size cells and identifiers in it
 * @param version one more for each change; of a merged one, more than of each part
 * @param first the first event
 * @param last the last event that changed something
 */
public record Cluster(
    CellId root,
    ProfileId survivor,
    Map<IdentifierType, Integer> counts,
    Map<CutId, Side> sides,
    int traits,
    int size,
    long version,
    Origin first,
    Origin last) {

  public Cluster {
    counts = Map.copyOf(counts);
    sides = Map.copyOf(sides);
  }

  /** The cluster that an event makes for the first of its identifiers, before it has any. */
  static Cluster madeBy(Origin origin, CellId cell, ProfileId survivor) {
    return new Cluster(cell, survivor, Map.of(), Map.of(), 0, 1, 0, origin, origin);
  }

  /** This cluster and another as one: the larger keeps its root, the older its name. */
  Cluster with(Cluster other) {
    boolean older = isOlder(first.receivedAt(), survivor, other);
    boolean larger = size > other.size || (size == other.size && older);
    var allCounts = new HashMap<>(counts);
    other.counts.forEach((type, count) -> allCounts.merge(type, count, Integer::sum));
    var allSides = new HashMap<>(sides);
    allSides.putAll(other.sides);
    return new Cluster(
        larger ? root : other.root,
        older ? survivor : other.survivor,
        allCounts,
        allSides,
        traits + other.traits,
        size + other.size,
        Math.max(version, other.version),
        first.orEarlier(other.first),
        last.orLater(other.last));
  }

  /** With one more identifier. */
  Cluster with(IdentifierType type) {
    if (counts.isEmpty()) {
      return new Cluster(
          root, survivor, Map.of(type, 1), sides, traits, size + 1, version, first, last);
    }
    var more = new HashMap<>(counts);
    more.merge(type, 1, Integer::sum);
    return new Cluster(root, survivor, more, sides, traits, size + 1, version, first, last);
  }

  /** After an event named one of its identifiers: the oldest of them gives it its name. */
  Cluster seen(ProfileId node, Origin origin) {
    boolean renamed = isOlder(origin.receivedAt(), node, this);
    return new Cluster(
        root,
        renamed ? node : survivor,
        counts,
        sides,
        traits,
        size,
        version,
        first.orEarlier(origin),
        last);
  }

  Cluster withTraits(int more) {
    return new Cluster(root, survivor, counts, sides, traits + more, size, version, first, last);
  }

  /** One change further. */
  Cluster changed() {
    return new Cluster(root, survivor, counts, sides, traits, size, version + 1, first, last);
  }

  /** After an event changed something that others are told of. */
  Cluster changedBy(Origin origin) {
    return new Cluster(
        root, survivor, counts, sides, traits, size, version, first, last.orLater(origin));
  }

  private static boolean isOlder(Instant seen, ProfileId node, Cluster than) {
    int age = seen.compareTo(than.first.receivedAt());
    return age != 0 ? age < 0 : node.compareTo(than.survivor) <= 0;
  }
}
