package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;

/**
 * A joining identifier in the graph.
 *
 * @param root of the cluster that has it
 * @param first the earliest event that named it
 */
public record Node(ProfileId id, CellId root, Origin first) {

  Node seen(Origin origin) {
    return new Node(id, root, first.orEarlier(origin));
  }

  Node under(CellId newRoot) {
    return new Node(id, newRoot, first);
  }
}
