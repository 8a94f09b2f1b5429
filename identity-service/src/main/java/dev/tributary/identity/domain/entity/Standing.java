package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;

/**
 * The profile that an id stands for now.
 *
 * @param version of the profile; counts up with each of its changes
 */
public record Standing(ProfileId profile, long version) {}
