package dev.tributary.ingest.domain.quota;

/** What came of asking for events of a quota. */
public sealed interface Drawn {

  /** So many events may be taken, at least as many as were needed. */
  record Granted(int events) implements Drawn {}

  /** None now; so many are there after this many milliseconds, at least 1. */
  record Wait(long millis) implements Drawn {}

  /** Nobody can say: what replicas share cannot be reached. */
  record Unavailable() implements Drawn {}
}
