package dev.tributary.connectors.domain.definition;

import java.time.Duration;
import java.util.Optional;

/** What a vendor allows one account. */
public record Limits(Optional<Rate> rate, Optional<Integer> concurrency, Optional<Quota> quota) {

  /** So many requests in so long. */
  public record Rate(int requests, Duration per) {}

  /**
   * Headers of answers that tell what is left.
   *
   * @param remaining requests, header name in lower case
   * @param reset when there are more again, header name in lower case
   */
  public record Quota(String remaining, String reset, Resets resets) {}

  /** How the time of a quota's reset is told. */
  public enum Resets {
    SECONDS,
    EPOCH_SECONDS,
    EPOCH_MILLIS
  }
}
