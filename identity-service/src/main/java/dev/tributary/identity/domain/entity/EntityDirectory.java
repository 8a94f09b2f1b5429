package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about entities and who belongs to them, as was told. Throws {@code
 * dev.tributary.platform.domain.Unavailable} while the store is away.
 */
public interface EntityDirectory {

  /** Whether there is an entity of that name: one that is defined, or the accounts. */
  boolean isDefined(String entity);

  /** An account that a group call named, or a household that is shown. */
  Optional<Entity> find(EntityKey key);

  /**
   * The members of an entity in order of their ids.
   *
   * @param after the last one known; {@link Announcement#START} for the first page
   * @param identifiers how many of each member at most
   */
  List<Member> members(EntityKey entity, ProfileId after, int atMost, int identifiers);

  /**
   * What a profile belongs to, in order.
   *
   * @param after the last one known; {@link Position#START} for the first page
   */
  List<Membership> memberships(ProfileId profile, Position after, int atMost);

  /** Those with more members than are shown, the largest first. */
  List<Oversized> oversized(String entity, int atMost);

  /** How much of all profiles was looked at since the definition changed: up to 1, then done. */
  double progress(String entity);

  /** A place in the list of what a profile belongs to. */
  record Position(String entity, String id) {

    public static final Position START = new Position("", "");
  }

  /** What so many have in common that it is no household. */
  record Oversized(Household household, int members) {}
}
