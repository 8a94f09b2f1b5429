package dev.tributary.audience.domain.softlink;

import java.util.Set;

/** What one profile's place says to another's about soft links. In order, between any two. */
public sealed interface Word {

  /** Tell me of which audiences your conditions hold, now and whenever that changes. */
  record Follow(String follower, long number) implements Word {}

  /** Do not tell any more. Nothing where a later {@link Follow} has come since. */
  record Unfollow(String follower, long number) implements Word {}

  /**
   * The conditions of these audiences hold of me.
   *
   * @param number of the {@link Follow} that this answers
   */
  record Holding(String other, long number, Set<Long> audiences) implements Word {

    public Holding {
      audiences = Set.copyOf(audiences);
    }
  }
}
