package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps cuts, and stores what they make of customers. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface CutStore {

  /** The node of an identifier, known or not. */
  ProfileId id(Identifier identifier);

  /**
   * The customer that has a node, in full.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if it has more nodes than {@link
   *     Component#MAX_NODES}
   */
  Optional<Component> load(ProfileId node);

  /**
   * Stores a separation with the cut that made it, and what others are to be told of it, as one;
   * unless the customer has changed since it was loaded: then nothing is stored.
   *
   * @return whether it is stored
   */
  boolean apply(Separation separation, Cut cut);

  /**
   * Forgets a cut. What it took apart stays apart until something joins it.
   *
   * @return the links it had cut; none where there is no cut of that id
   */
  List<Map.Entry<Identifier, Identifier>> lift(CutId cut);
}
