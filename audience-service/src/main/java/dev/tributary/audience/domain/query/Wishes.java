package dev.tributary.audience.domain.query;

/**
 * What somebody wishes of a backfill. Every method returns when the wish is stored, throws {@link
 * dev.tributary.platform.domain.Unavailable} where it could not be, and tells whether there is such
 * a definition.
 */
public interface Wishes {

  /** The newest version of a rule shall not be computed for now; the one in force stays. */
  boolean cancel(long rule);

  /** It shall be computed after all, from the beginning. */
  boolean resume(long rule);
}
