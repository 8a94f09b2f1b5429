package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.Profile;
import java.util.List;

/**
 * A membership and by what the member is known.
 *
 * @param identifiers some of them, at most as many as were asked for
 */
public record Member(Membership membership, List<Profile.Linked> identifiers) {

  public Member {
    identifiers = List.copyOf(identifiers);
  }
}
