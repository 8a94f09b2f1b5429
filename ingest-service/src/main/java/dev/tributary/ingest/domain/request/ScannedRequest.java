package dev.tributary.ingest.domain.request;

import dev.tributary.ingest.domain.event.EventType;
import java.util.List;

/** What the bytes of a request turned out to be. */
public sealed interface ScannedRequest {

  /**
   * One event; it is an object.
   *
   * @param type what the caller asked for
   */
  record Single(EventType type, RawObject event) implements ScannedRequest {}

  /**
   * A batch.
   *
   * @param envelope the object around the events
   * @param items its events in order, at most as many as the caller wanted; each may be of any type
   * @param count how many there are
   */
  record Batch(RawObject envelope, List<RawObject> items, int count) implements ScannedRequest {}

  /** Neither. The reason is a sentence for the caller, without any of the text. */
  record Unreadable(String reason) implements ScannedRequest {}
}
