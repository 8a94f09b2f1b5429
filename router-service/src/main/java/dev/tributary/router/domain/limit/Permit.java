package dev.tributary.router.domain.limit;

import java.time.Instant;

/** Whether requests may be sent. */
public sealed interface Permit {

  /**
   * So many, begun before a time.
   *
   * @param until {@link Instant#MAX} where nothing is limited
   */
  record Granted(int requests, Instant until) implements Permit {}

  /** None before a time, and then only if asked again. */
  record Wait(Instant until) implements Permit {}
}
