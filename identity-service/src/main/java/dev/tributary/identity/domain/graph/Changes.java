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
 * @param created profiles made, each with the cluster it is in now
 * @param moved stored roots whose cluster is now in another's: from, to
 * @param links new identifiers
 * @param sharedLinks new shared identifiers
 * @param traits written traits, removals included
 * @param decisions what others are to be told, by event
 * @param touched every profile that reads otherwise now, with a version above all before
 */
public record Changes(
    Map<ProfileId, Long> expected,
    List<Cluster> roots,
    List<Created> created,
    Map<ProfileId, ProfileId> moved,
    List<Link> links,
    List<Link> sharedLinks,
    List<TraitWrite> traits,
    List<StoredDecision> decisions,
    Map<ProfileId, Long> touched) {

  /** A new profile; {@code state} is its cluster's where it is the root. */
  public record Created(ProfileId profile, ProfileId root, Cluster state) {}

  /** An identifier given to a cluster. */
  public record Link(Identifier identifier, ProfileId root, Origin origin) {}

  /** A trait of a cluster, unless a later one is stored. */
  public record TraitWrite(ProfileId root, Trait trait) {}

  /** Whether there is nothing to store. */
  public boolean isEmpty() {
    return expected.isEmpty() && created.isEmpty() && decisions.isEmpty();
  }
}
