package dev.tributary.governance.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.governance.domain.CallType;
import dev.tributary.governance.domain.Candidate;
import dev.tributary.governance.domain.Finding;
import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import org.jspecify.annotations.Nullable;

/** Record values to what the gate looks at. Throws nothing, whatever the bytes. */
final class EventReader {

  private EventReader() {}

  /**
   * Reads one value.
   *
   * @param recordTime time of the record, which stands in where the event does not say when it was
   *     received
   */
  static Reading read(byte @Nullable [] value, long recordTime) {
    if (value == null || value.length == 0) {
      return new Reading.Unreadable(new Finding("", "empty", "the record has no value"));
    }
    try {
      var event = Event.parseFrom(value);
      var candidate = candidate(event, recordTime);
      return event.hasBirth()
          ? new Reading.Reborn(
              candidate, new Birth(event.getBirth().getPartition(), event.getBirth().getOffset()))
          : new Reading.Newborn(candidate);
    } catch (InvalidProtocolBufferException _) {
      return new Reading.Unreadable(
          new Finding("", "unparseable", "the record's value is not an Event"));
    }
  }

  private static Candidate candidate(Event event, long recordTime) {
    return new Candidate(
        event.getSource(),
        event.getMessageId(),
        callType(event.getType()),
        event.getEvent(),
        new Candidate.People(
            event.getUserId(), event.getAnonymousId(), event.getGroupId(), event.getPreviousId()),
        event.getReceivedAtMillis() > 0 ? event.getReceivedAtMillis() : recordTime,
        new Candidate.Json(
            JsonShapes.of(event.getPayload()),
            JsonShapes.of(event.getBatchContext()),
            JsonShapes.of(event.getBatchIntegrations())));
  }

  private static CallType callType(EventType type) {
    return switch (type) {
      case EVENT_TYPE_TRACK -> CallType.TRACK;
      case EVENT_TYPE_IDENTIFY -> CallType.IDENTIFY;
      case EVENT_TYPE_PAGE -> CallType.PAGE;
      case EVENT_TYPE_SCREEN -> CallType.SCREEN;
      case EVENT_TYPE_GROUP -> CallType.GROUP;
      case EVENT_TYPE_ALIAS -> CallType.ALIAS;
      case EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED -> CallType.UNKNOWN;
    };
  }
}
