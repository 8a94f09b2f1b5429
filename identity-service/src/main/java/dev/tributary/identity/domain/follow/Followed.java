package dev.tributary.identity.domain.follow;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import java.time.Instant;
import java.util.List;

/**
 * Something that was decided and told on {@code resolved}. What is stored may already be further
 * on, but never behind: PostgreSQL commits before a record can be read.
 */
public sealed interface Followed {

  /** An event that named somebody, and what it changed about that profile. */
  record Event(ProfileId profile, Anchor anchor, Sent sent, Effect effect) implements Followed {}

  /**
   * From now on the one profile is the other.
   *
   * @param version of two records about one profile the one with the higher holds
   */
  record Merged(ProfileId from, ProfileId into, Instant at, long version) implements Followed {}

  /**
   * Some of what was one profile's is another's from now on. A large split comes as several.
   *
   * @param from goes on under its id
   * @param into has the identifiers now; it may be new, or one that was merged before
   * @param fromTraits traits of {@code from} that are others now, or gone
   * @param intoTraits likewise of {@code into}
   * @param version as in {@link Merged}
   */
  record Split(
      ProfileId from,
      ProfileId into,
      List<Identifier> identifiers,
      List<TraitChange> fromTraits,
      List<TraitChange> intoTraits,
      Instant at,
      long version)
      implements Followed {

    public Split {
      identifiers = List.copyOf(identifiers);
      fromTraits = List.copyOf(fromTraits);
      intoTraits = List.copyOf(intoTraits);
    }
  }
}
