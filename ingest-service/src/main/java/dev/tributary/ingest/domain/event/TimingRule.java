package dev.tributary.ingest.domain.event;

import static dev.tributary.ingest.domain.event.Timing.UNTOLD;

import dev.tributary.ingest.domain.event.Sending.SentAt;
import dev.tributary.ingest.domain.event.Timing.Basis;
import dev.tributary.ingest.domain.request.Field;
import dev.tributary.ingest.domain.request.RawObject;
import java.time.Duration;

/**
 * When an event happened, by Segment's formula: {@code timestamp = receivedAt - (sentAt -
 * originalTimestamp)}, which takes the error of the client's clock out. Without {@code sentAt} the
 * client's clock is believed. A time that cannot be read, or that comes out further in the future
 * than any honest clock, becomes the moment of receipt; the event itself is kept.
 */
final class TimingRule {

  static final long MAX_AHEAD_MILLIS = Duration.ofHours(24).toMillis();

  private TimingRule() {}

  /**
   * @param sharedSentAt what the batch around the event says, or {@link Timing#UNTOLD}
   */
  static Timing of(RawObject event, long sharedSentAt, Sending sending) {
    long receivedAt = sending.receivedAt();
    boolean hasTimestamp = !event.typeOf(Field.TIMESTAMP).isNothing();
    var field = hasTimestamp ? Field.TIMESTAMP : Field.ORIGINAL_TIMESTAMP;
    long original = Timestamps.parse(event.scalarOf(field));
    long ownSentAt = Timestamps.parse(event.scalarOf(Field.SENT_AT));
    long sentAt = ownSentAt == UNTOLD ? sharedSentAt : ownSentAt;
    if (original == UNTOLD) {
      var basis = event.typeOf(field).isNothing() ? Basis.RECEIPT : Basis.CLAMPED;
      return new Timing(receivedAt, original, sentAt, basis);
    }
    boolean tellsClock = sentAt != UNTOLD && sending.clock() == SentAt.NOW;
    long timestamp = tellsClock ? receivedAt - (sentAt - original) : original;
    return Timestamps.isTime(timestamp) && timestamp <= receivedAt + MAX_AHEAD_MILLIS
        ? new Timing(timestamp, original, sentAt, Basis.CLIENT)
        : new Timing(receivedAt, original, sentAt, Basis.CLAMPED);
  }
}
