package dev.tributary.identity.domain.profile;

import dev.tributary.identity.domain.identifier.Identifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /**
   * The versions that profiles are at now. Those that became part of another, and those there never
   * were, are left out.
   */
  Map<ProfileId, Long> versions(Collection<ProfileId> profiles);
}
