package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.ProfileId;

/**
 * A profile belongs to an entity.
 *
 * @param since which event said so first; of a household only the time is known
 */
public record Membership(ProfileId profile, EntityKey entity, Origin since) {}
