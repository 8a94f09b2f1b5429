package dev.tributary.router.domain.limit;

import dev.tributary.platform.domain.Unavailable;

/**
 * Where the token buckets of destinations are kept, for all replicas or for this one. It has a
 * clock of its own. What it holds may be lost at any time: that costs at most one burst.
 */
public interface BucketStore {

  /**
   * Draws from a destination's bucket. There is none where nobody drew for an hour or so.
   *
   * @throws Unavailable soon, where the store does not answer; what it may have granted is void
   */
  Drawn draw(String destination, Draw draw);

  /** How many replicas draw from it, as far as known; at least 1. */
  int replicas();
}
