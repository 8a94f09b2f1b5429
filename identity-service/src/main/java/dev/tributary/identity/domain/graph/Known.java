package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is stored about the customers of some events, as {@link Wanted} asks for it.
 *
 * @param splits as {@link GraphStore#splits} counts them, before anything else was looked up
 * @param ids of every joining identifier the events name, known before or not
 * @param nodes those of them that somebody has
 * @param clusters each that {@code nodes} names
 * @param links those that exist of the pairs the events name; of their days the events' own
 * @param traits those of the wanted traits that hold, removed ones included; where profile tables
 *     are told, all traits of contested roots besides
 * @param shared those of the wanted shared identifiers that the cluster has, with the anchors that
 *     brought them
 * @param identifiers of the clusters that may merge or be renamed, at most {@link
 *     Graph#MAX_BROUGHT_IN} of each
 * @param given when the clusters that may grow got their identifiers of the types that have a limit
 *     over a span, newest first, as many as matter
 * @param decisions made before for one of these events
 */
public record Known(
    long splits,
    Map<Identifier, ProfileId> ids,
    Map<Identifier, Node> nodes,
    Map<CellId, Cluster> clusters,
    Map<Pair, Sighting> links,
    Map<CellId, Map<String, Trait>> traits,
    Map<CellId, Map<Identifier, Set<ProfileId>>> shared,
    Map<CellId, List<Identifier>> identifiers,
    Map<CellId, Map<IdentifierType, List<Instant>>> given,
    Map<Birth, StoredDecision> decisions) {}
