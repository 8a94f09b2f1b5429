package dev.tributary.router.domain.delivery;

import dev.tributary.connectors.domain.request.Body;
import java.util.Map;

/** What came of one attempt to deliver. */
public sealed interface Answer {

  /**
   * The destination answered.
   *
   * @param headers by name in lower case
   * @param body the beginning of it
   */
  record Responded(int status, Map<String, String> headers, Body body) implements Answer {
    public Responded {
      headers = Map.copyOf(headers);
    }

    /** A header's value; empty text where there is none. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

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
