package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;

/**
 * That something about a profile is not as it was. What it is now, the store says, which is never
 * behind.
 */
public sealed interface Change {

  /**
   * An event changed a profile.
   *
   * @param added identifiers that are new to it
   * @param merged profiles that became it by that event
   */
  record Updated(ProfileId profile, List<Identifier> added, List<ProfileId> merged)
      implements Change {

    public Updated {
      added = List.copyOf(added);
      merged = List.copyOf(merged);
    }
  }

  /** From now on the one profile is the other. */
  record Merged(ProfileId from, ProfileId into) implements Change {}

  /** Some of what was one profile's is another's. */
  record Split(ProfileId from, ProfileId into) implements Change {}
}
