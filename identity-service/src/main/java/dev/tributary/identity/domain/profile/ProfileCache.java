package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of profiles for quick reading. May forget anything at any time, and is then asked again
 * later; never fails, never waits long. Whatever it holds is at most a short, configured time older
 * than the store, and after {@link #changed} was heard not older at all.
 */
public interface ProfileCache {

  /** The profile that has an identifier, or one that became part of it. */
  Optional<ProfileId> owner(Identifier identifier);

  /** Keeps whose an identifier is. */
  void keepOwner(Identifier identifier, ProfileId owner);

  /** A copy of a profile. */
  Optional<Profile> find(ProfileId id);

  /** Keeps a copy, unless a newer version of that profile was heard of. */
  void keep(Profile profile);

  /** Forgets the copies of profiles that are at these versions now. Does not wait. */
  void changed(Map<ProfileId, Long> versions);
}
