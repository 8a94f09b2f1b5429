package dev.tributary.identity.domain.follow;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;

/**
 * Whose an event is: the identifier of highest priority that it named. The event belongs to whoever
 * has that identifier, through all merges and splits.
 *
 * @param id the identifier's own id; that of its profile as long as it stands alone
 */
public record Anchor(ProfileId id, Identifier identifier) {}
