package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * Reads profiles as they are stored. Throws {@code dev.tributary.platform.domain.Unavailable} while
 * the store is away.
 */
public interface ProfileStore {

  /** The profiles that have an identifier, at most two of them: of more it only says several. */
  List<ProfileId> owners(Identifier identifier);

  /** A profile, or the one it became. */
  Optional<Profile> load(ProfileId id);
}
