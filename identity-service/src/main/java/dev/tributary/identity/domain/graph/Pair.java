package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.profile.ProfileId;

/** Two identifiers that an event named together, in the order of their ids. */
public record Pair(ProfileId low, ProfileId high) {

  public Pair {
    if (low.compareTo(high) >= 0) {
      throw new IllegalArgumentException("Not in order");
    }
  }

  /** The pair of two different ids, whichever comes first. */
  public static Pair of(ProfileId one, ProfileId other) {
    return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
  }
}
