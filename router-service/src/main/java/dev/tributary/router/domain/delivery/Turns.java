package dev.tributary.router.domain.delivery;

import java.util.function.Supplier;

/** Lets one router at a time do a thing. */
public interface Turns {

  /**
   * Does it when nobody else does.
   *
   * @param whose what is done to; two of different names do not wait for each other
   * @throws dev.tributary.platform.domain.Unavailable if its turn does not come soon, or cannot be
   *     known; or was over before it was done, so that somebody else may have begun
   */
  <T> T take(String whose, Supplier<T> work);
}
