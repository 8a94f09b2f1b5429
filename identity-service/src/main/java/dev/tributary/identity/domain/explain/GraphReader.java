package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the graph's evidence in bounded portions. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface GraphReader {

  /** The node of an identifier, known or not. */
  ProfileId id(Identifier identifier);

  /** The customer that has a node, with at most so many nodes, links and links kept apart. */
  Optional<Picture> picture(ProfileId node, int most);

  /** Whose a node is now. */
  Optional<Whereabouts> find(ProfileId node);

  /** Joined pairs that have one of these nodes, at most so many; of more than that, any. */
  List<Pair> joined(Collection<ProfileId> nodes, int most);

  /** The evidence of these pairs. */
  Map<Pair, SeenLink> links(Collection<Pair> pairs);

  /** Links kept apart between the customers of two nodes, at most so many. */
  List<SeenLink> apart(ProfileId one, ProfileId other, int most);

  /**
   * Whose a node is.
   *
   * @param sides of the cuts that concern that customer
   */
  record Whereabouts(ProfileId profile, Map<CutId, Side> sides) {

    public Whereabouts {
      sides = Map.copyOf(sides);
    }
  }
}
