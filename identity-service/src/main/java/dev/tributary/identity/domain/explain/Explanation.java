package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;

/** Why two identifiers are one customer's, or are not. Closed: who asks must answer each. */
public sealed interface Explanation {

  /**
   * They are one customer's.
   *
   * @param path links from the one to the other, each begins where the one before ends; none
   *     between an identifier and itself
   */
  record Together(ProfileId profile, List<SeenLink> path) implements Explanation {}

  /**
   * They are two customers'.
   *
   * @param keptApart links that would join the two customers, but for the reason each has
   * @param cuts that keep the two customers apart
   */
  record Apart(ProfileId one, ProfileId other, List<SeenLink> keptApart, List<CutId> cuts)
      implements Explanation {}

  /** Nobody has an identifier. */
  record Unknown(Identifier identifier) implements Explanation {}

  /** They are one customer's, but so far from each other that the search gave up. */
  record TooFar(ProfileId profile) implements Explanation {}
}
