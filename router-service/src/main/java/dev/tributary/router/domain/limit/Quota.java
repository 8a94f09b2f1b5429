package dev.tributary.router.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a destination has said that is left: at most so many requests before a time. What other
 * replicas send meanwhile is not known here, so each takes its equal part of what was left; each
 * answer says anew.
 *
 * @param left requests, none below 1
 * @param until when there are more again
 */
public record Quota(long left, Instant until) {

  /** Nothing known. */
  public static final Quota UNKNOWN = new Quota(Long.MAX_VALUE, Instant.MIN);

  /** Answers of one window tell its end by a clock of seconds, and travel. */
  private static final Duration SAME_WINDOW = Duration.ofSeconds(1);

  /**
   * After an answer. Answers overtake each other: within a window the least that was said holds.
   *
   * @param remaining requests, for all replicas
   * @param replicas how many share them
   */
  public Quota told(long remaining, Instant resets, int replicas, Instant now) {
    if (!now.isBefore(resets)) {
      return this;
    }
    long part = remaining <= 0 ? 0 : Math.max(1, remaining / replicas);
    boolean another = !now.isBefore(until) || resets.isAfter(until.plus(SAME_WINDOW));
    return another ? new Quota(part, resets) : new Quota(Math.min(left, part), until);
  }

  /** When requests may be sent at the earliest; empty for now. */
  public Optional<Instant> closedUntil(Instant now) {
    return left < 1 && now.isBefore(until) ? Optional.of(until) : Optional.empty();
  }

  /** After so many more were sent. */
  public Quota spent(int requests) {
    return left == Long.MAX_VALUE ? this : new Quota(Math.max(0, left - requests), until);
  }
}
