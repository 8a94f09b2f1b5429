package dev.tributary.router.domain.deadletter;

import dev.tributary.connectors.domain.request.Body;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A delivery that was given up.
 *
 * @param key its idempotency key
 * @param redriven when it was delivered once more last
 */
public record Letter(
    LetterId id,
    String destination,
    String key,
    Why why,
    Source source,
    Exchange exchange,
    Optional<Instant> redriven) {

  /** Why and when; the code is stable. */
  public record Why(
      String code, String message, int attempts, Instant firstAttempt, Instant givenUp) {}

  /** The record that called for it. */
  public record Source(String topic, int partition, long offset) {}

  /** What was sent last, without secrets, and what was answered. */
  public record Exchange(
      String method, String url, Map<String, String> headers, Body body, Optional<Reply> reply) {
    public Exchange {
      headers = Map.copyOf(new TreeMap<>(headers));
    }
  }

  /** The answer; of its body at most 16 KiB. */
  public record Reply(int status, Body body) {}
}
