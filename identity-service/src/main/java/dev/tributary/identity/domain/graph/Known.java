package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is stored about the customers of some events, as {@link Wanted} asks for it. Roots are the
 * keys.
 *
 * @param roots the cluster of each joining identifier that anybody has
 * @param clusters each cluster that {@code roots} names
 * @param traits those of the wanted traits that exist, removed ones included
 * @param shared those of the wanted shared identifiers that the cluster has
 * @param identifiers all identifiers of the clusters that may merge, at most {@link
 *     Graph#MAX_BROUGHT_IN} of each
 * @param decisions made before for one of these events
 */
public record Known(
    Map<Identifier, ProfileId> roots,
    Map<ProfileId, Cluster> clusters,
    Map<ProfileId, Map<String, Trait>> traits,
    Map<ProfileId, Set<Identifier>> shared,
    Map<ProfileId, List<Identifier>> identifiers,
    Map<Birth, StoredDecision> decisions) {}
