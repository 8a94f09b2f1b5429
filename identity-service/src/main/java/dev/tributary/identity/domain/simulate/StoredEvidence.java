package dev.tributary.identity.domain.simulate;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * The whole graph as it is stored, read from one state. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface StoredEvidence {

  /** The node of an identifier, known or not. */
  ProfileId id(Identifier identifier);

  /**
   * Reads all of it: first every identifier, then every side of a cut, then every link in the order
   * of first events. What the visitor throws ends the reading and is thrown on.
   *
   * @param shared types that join nobody now, whose values are to be read as links of their anchor
   */
  void read(Set<IdentifierType> shared, Visitor visitor);

  /** The identifiers of some nodes. */
  Map<ProfileId, Identifier> identifiers(Collection<ProfileId> nodes);

  /** Takes what is read. */
  interface Visitor {

    /** A joining identifier, when it was first named, and the profile that has it. */
    void identifier(Identifier identifier, ProfileId node, Instant first, ProfileId profile);

    /** A node that a cut concerns. */
    void side(ProfileId node, CutId cut, Side side);

    /** Two identifiers that an event named together; {@code apart} is why they are not joined. */
    void link(Identifier one, Identifier other, String apart, Origin first);
  }
}
