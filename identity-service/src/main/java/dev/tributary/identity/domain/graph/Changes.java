package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import java.util.List;
import java.util.Map;

/**
 * What some decisions change, to be stored as one or not at all.
 *
 * @param expected the stored roots that change, with the version the decisions were made on
 * @param roots new state of the stored clusters that remain
 * @param created cells made, each with the cluster it is in now
 * @param moved stored roots whose cluster is now in another's: from, to
 * @param identifiers new ones
 * @param older identifiers that turned out to have been named earlier
 * @param links new between their identifiers, joined or kept apart; nobody ever stored one of them
 * @param turned links that were kept apart and join now, or are kept apart for another reason
 * @param seen links that were there: only the event and the day are news
 * @param shared new shared identifiers
 * @param traits written traits, removals included
 * @param decisions what others are to be told, by event
 * @param told of what no event made: to be sent apart
 * @param touched every profile that reads otherwise now, with a version above all before
 */
public record Changes(
    Map<CellId, Long> expected,
    List<Cluster> roots,
    List<Created> created,
    Map<CellId, CellId> moved,
    List<Given> identifiers,
    List<Node> older,
    List<LinkWrite> links,
    List<LinkWrite> turned,
    List<LinkWrite> seen,
    List<Shared> shared,
    List<TraitWrite> traits,
    List<StoredDecision> decisions,
    List<Decision> told,
    Map<ProfileId, Long> touched) {

  /** A new cell; {@code state} is its cluster's where it is the root. */
  public record Created(CellId cell, CellId root, Cluster state) {}

  /** An identifier given to a cluster. */
  public record Given(Identifier identifier, Node node) {}

  /**
   * What is to be added about a pair.
   *
   * @param other the identifier of the two that is not the event's anchor
   */
  public record LinkWrite(Pair pair, Identifier other, Sighting sighting) {}

  /** A shared identifier that an event of an anchor gave to a cluster. */
  public record Shared(Identifier identifier, CellId root, ProfileId anchor, Origin origin) {}

  /** What an anchor's event says of a trait, unless a stronger one of that anchor is stored. */
  public record TraitWrite(CellId root, Trait trait) {}

  /** Whether there is nothing to store. */
  public boolean isEmpty() {
    return expected.isEmpty()
        && created.isEmpty()
        && decisions.isEmpty()
        && links.isEmpty()
        && turned.isEmpty()
        && seen.isEmpty();
  }
}
