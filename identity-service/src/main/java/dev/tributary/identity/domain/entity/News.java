package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;
import java.time.Instant;
import java.util.List;

/**
 * What others are told of a profile's membership.
 *
 * @param member whether it is one from now on
 * @param traits those that changed; all there are where the membership is new; in the order told
 * @param version of the profile, when this is told
 */
public record News(
    ProfileId profile,
    EntityKey entity,
    boolean member,
    List<EntityTrait> traits,
    Instant at,
    long version) {

  public News {
    traits = List.copyOf(traits);
  }
}
