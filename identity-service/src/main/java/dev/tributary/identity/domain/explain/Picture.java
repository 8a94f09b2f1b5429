package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;

/**
 * A customer's part of the graph.
 *
 * @param nodes its joining identifiers, oldest first
 * @param joined links that hold them together, oldest first
 * @param apart links that a limit or a cut keeps from joining, to identifiers of others or of this
 *     one
 * @param truncated whether there is more of anything than shown
 */
public record Picture(
    ProfileId profile,
    long version,
    List<Seen> nodes,
    List<SeenLink> joined,
    List<SeenLink> apart,
    boolean truncated) {

  public Picture {
    nodes = List.copyOf(nodes);
    joined = List.copyOf(joined);
    apart = List.copyOf(apart);
  }

  /** An identifier and the earliest event that named it. */
  public record Seen(Identifier identifier, Origin first) {}
}
