package dev.tributary.router.domain.delivery;

import java.time.Duration;

/** What an answer means for the delivery. */
public sealed interface Verdict {

  record Delivered() implements Verdict {}

  /**
   * Nothing had to be sent.
   *
   * @param code why, as a discarded delivery's
   */
  record Needless(String code) implements Verdict {}

  /** May succeed later. */
  record Retry(Failure failure, Pause pause) implements Verdict {}

  /** Will never succeed as it is. */
  record GiveUp(Failure failure) implements Verdict {}

  /** The credentials are stale; with new ones it may succeed. */
  record Renew(Failure failure) implements Verdict {}

  /** How long to wait, and what waits. */
  sealed interface Pause {

    /** This delivery only, as long as its own backoff says. */
    record Own() implements Pause {}

    /** The whole destination: it said so with {@code Retry-After}. */
    record Everything(Duration time) implements Pause {}
  }

  /**
   * Why an attempt failed.
   *
   * @param code stable, for metrics and dead letters
   * @param message for a person
   */
  record Failure(String code, String message) {}
}
