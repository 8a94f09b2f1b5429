package dev.tributary.router.messaging;

import dev.tributary.router.domain.debounce.WaitingValue;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record is to one destination. Each record read is exactly one of these. */
sealed interface Reading {

  /** Damaged, or of a form this release does not know. */
  record Undecodable() implements Reading {}

  /** Nothing the destination asked for. */
  record Unmatched() implements Reading {}

  /** Asked for, but the profile has no identifier that a call could carry. */
  record Unaddressable(int calls) implements Reading {}

  /**
   * Asked for, but something keeps it back.
   *
   * @param code why, as a discarded delivery's
   */
  record Kept(String code, int calls) implements Reading {}

  /** Asked for; at least one parcel. */
  record Wanted(List<Parcel> parcels) implements Reading {}

  /**
   * A delivery of this destination that is to be made later or once more.
   *
   * @param source the record that called for it
   * @param due not before
   */
  record Again(
      ConsumerRecord<String, byte[]> source, Parcel parcel, Delivery.Tried tried, Instant due)
      implements Reading {}

  /** Asked for, but to be told later, unless a newer one comes before. */
  record Waits(WaitingValue value) implements Reading {}

  /** Stable across releases. */
  default String outcome() {
    return switch (this) {
      case Undecodable _ -> "undecodable";
      case Unmatched _ -> "unmatched";
      case Unaddressable _ -> "unaddressable";
      case Wanted _, Waits _, Kept _, Again _ -> "matched";
    };
  }
}
