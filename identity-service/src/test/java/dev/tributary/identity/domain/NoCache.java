package dev.tributary.identity.domain;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Map;
import java.util.Optional;

/** Forgets everything at once. */
public final class NoCache implements ProfileCache {

  @Override
  public Optional<ProfileId> owner(Identifier identifier) {
    return Optional.empty();
  }

  @Override
  public void keepOwner(Identifier identifier, ProfileId owner) {}

  @Override
  public Optional<Profile> find(ProfileId id) {
    return Optional.empty();
  }

  @Override
  public void keep(Profile profile) {}

  @Override
  public void changed(Map<ProfileId, Long> versions) {}
}
