package dev.tributary.ingest.domain.tap;

import dev.tributary.platform.domain.json.Json;

/** What somebody who looks at a source sees. */
public sealed interface Tapped {

  /**
   * An event and what became of it.
   *
   * @param document the event as users see it
   * @param record the event as it stands on the bus
   * @param receivedAt milliseconds since the epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Seen(Json.Obj document, byte[] record, long receivedAt, Outcome outcome)
      implements Tapped {}

  /** So many records of the stream were passed over, because who looks was too slow. */
  record Missed(long records) implements Tapped {}

  /** What became of an event, as far as the stream knows. */
  sealed interface Outcome {

    record Accepted() implements Outcome {}

    /**
     * Held back.
     *
     * @param code stable, as the quarantine has it
     * @param stage who held it back
     * @param message for people
     */
    record HeldBack(String code, String stage, String message) implements Outcome {}
  }
}
