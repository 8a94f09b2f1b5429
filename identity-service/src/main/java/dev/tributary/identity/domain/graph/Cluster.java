package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * Profiles that turned out to be one customer: a set of a union-find forest.
 *
 * <p>The root is where the set's rows hang and says nothing to the outside; the survivor is the
 * profile all of them are now. They differ because the larger side keeps its root, so that a merge
 * costs what the smaller side holds, while the older side keeps its name.
 *
 * @param root one of the profiles
 * @param userIds the {@code user_id}s it has, at most {@link Graph#MAX_USER_IDS}
 * @param size profiles and identifiers in it
 * @param version one more for each change; of a merged one, more than of each part
 * @param first the first event
 * @param last the last event that changed something
 */
public record Cluster(
    ProfileId root,
    ProfileId survivor,
    Set<String> userIds,
    int size,
    long version,
    Origin first,
    Origin last) {

  private static final Comparator<Cluster> AGE =
      Comparator.comparing((Cluster cluster) -> cluster.first().receivedAt())
          .thenComparing(Cluster::survivor);

  public Cluster {
    userIds = Set.copyOf(userIds);
  }

  /** The cluster of a profile that an event makes. */
  static Cluster madeBy(Origin origin, ProfileId profile) {
    return new Cluster(profile, profile, Set.of(), 1, 0, origin, origin);
  }

  /** This cluster and another as one: the oldest survives, then the smallest id. */
  Cluster with(Cluster other) {
    boolean older = AGE.compare(this, other) <= 0;
    boolean larger = size > other.size || (size == other.size && older);
    var allUserIds = new HashSet<>(userIds);
    allUserIds.addAll(other.userIds);
    return new Cluster(
        larger ? root : other.root,
        older ? survivor : other.survivor,
        allUserIds,
        size + other.size,
        Math.max(version, other.version),
        first.orEarlier(other.first),
        last.orLater(other.last));
  }

  Cluster withUserId(String userId) {
    var more = new HashSet<>(userIds);
    more.add(userId);
    return new Cluster(root, survivor, more, size, version, first, last);
  }

  Cluster grown() {
    return new Cluster(root, survivor, userIds, size + 1, version, first, last);
  }

  Cluster seen(Origin origin) {
    return new Cluster(root, survivor, userIds, size, version, first.orEarlier(origin), last);
  }

  Cluster changed(Origin origin) {
    return new Cluster(root, survivor, userIds, size, version, first, last.orLater(origin));
  }

  Cluster nextVersion() {
    return new Cluster(root, survivor, userIds, size, version + 1, first, last);
  }
}
