package dev.tributary.router.domain.delivery;

import dev.tributary.router.domain.payload.Body;

/** What came of one attempt to deliver. */
public sealed interface Answer {

  /**
   * The destination answered.
   *
   * @param retryAfter its header of that name, empty where there was none
   * @param body the beginning of it
   */
  record Responded(int status, String retryAfter, Body body) implements Answer {}

  /** No status line within the time allowed, or the connection took too long. */
  record TimedOut() implements Answer {}

  /**
   * No connection, or it broke before a status line.
   *
   * @param reason for a person; holds nothing that was sent
   */
  record Unreachable(String reason) implements Answer {}

  /**
   * The host's name leads to an address that deliveries may not go to.
   *
   * @param kind of address, for instance {@code loopback}
   */
  record AddressForbidden(String kind) implements Answer {}
}
