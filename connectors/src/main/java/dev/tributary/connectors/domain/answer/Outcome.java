package dev.tributary.connectors.domain.answer;

/** What an answer means for a delivery. */
public sealed interface Outcome {

  record Delivered() implements Outcome {}

  /** May succeed later. */
  record Retry(String code, String message) implements Outcome {}

  /** Will never succeed as it is. */
  record Drop(String code, String message) implements Outcome {}

  /** The credentials are stale. */
  record Refresh(String message) implements Outcome {}
}
