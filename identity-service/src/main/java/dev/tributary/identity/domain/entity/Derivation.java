package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;
import java.util.UUID;

/**
 * The looking at all profiles that a rule may concern, after it changed.
 *
 * @param gone whether the rule has no definition any more, and only its members are looked at
 * @param after how far it is, in the store's own order
 */
public record Derivation(String entity, boolean gone, UUID after) {

  /**
   * Some profiles that are to be looked at.
   *
   * @param last where the next slice begins
   */
  public record Slice(List<ProfileId> profiles, UUID last) {

    public Slice {
      profiles = List.copyOf(profiles);
    }
  }

  Derivation upTo(UUID last) {
    return new Derivation(entity, gone, last);
  }
}
