package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One customer with everything that tells its parts from each other.
 *
 * @param nodes its joining identifiers
 * @param joined pairs of them that an event joined
 * @param sides of each node, by the cuts that concern it
 * @param traits what each anchor's events said
 * @param shared shared identifiers, each with the anchor that brought it
 */
public record Component(
    Cluster cluster,
    Map<ProfileId, Member> nodes,
    Set<Pair> joined,
    Map<ProfileId, Map<CutId, Side>> sides,
    List<Trait> traits,
    List<SharedBy> shared) {

  /** Larger customers are not taken apart: their parts would not fit into memory. */
  public static final int MAX_NODES = 500_000;

  /** An identifier and the earliest event that named it. */
  public record Member(Identifier identifier, Origin first) {}

  /** A shared identifier that an anchor's event brought. */
  public record SharedBy(Identifier identifier, ProfileId anchor) {}
}
