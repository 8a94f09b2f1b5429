package dev.tributary.audience.domain.rule;

/**
 * What a feature's state is worth as a computed trait. Features with equal measures share state.
 */
public sealed interface Reading {

  /** How many elements there are. */
  record Count() implements Reading {}

  /** The sum of all elements, exact. */
  record Sum() implements Reading {}

  /** The sum by the count, rounded half even to 16 significant digits. */
  record Average() implements Reading {}

  /** The one value that the state comes down to: the least, greatest, first or last. */
  record Value() implements Reading {}

  /**
   * The value there is most often, of several the first in the order of scalars.
   *
   * @param minimum how often it must be there at least
   */
  record MostFrequent(long minimum) implements Reading {}

  /** The different values in the order of scalars, the first {@value #MAX_LISTED} of them. */
  record UniqueList() implements Reading {

    public static final int MAX_LISTED = 1_000;
  }

  /** How many different values there are. */
  record UniqueCount() implements Reading {}
}
