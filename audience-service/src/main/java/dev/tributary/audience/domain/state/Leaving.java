package dev.tributary.audience.domain.state;

/** Which of a profile's belongings go to another profile. */
@FunctionalInterface
public interface Leaving {

  /**
   * Whether what belongs to an identifier goes.
   *
   * @param key of the identifier; {@link Identifier#NOBODY} for what belongs to none
   * @param since the customer's version at which it was last known to be here
   */
  boolean leaves(long key, long since);
}
