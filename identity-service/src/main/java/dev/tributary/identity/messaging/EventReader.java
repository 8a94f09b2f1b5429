package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.wire.EventTypes;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import java.time.Instant;

/**
 * Reads an event of the bus as identity sees it. The payload is parsed only where it can hold an
 * identifier or a trait: most track calls have all they say about their customer in the envelope.
 */
public final class EventReader {

  private EventReader() {}

  /**
   * Reads one.
   *
   * @throws InvalidValue if it was never stamped with its birth, has no type, or its payload is no
   *     JSON object
   */
  static ClientEvent read(Event event, Rules rules) {
    if (!event.hasBirth()) {
      throw new InvalidValue("birth", "missing");
    }
    return new ClientEvent(
        new Birth(event.getBirth().getPartition(), event.getBirth().getOffset()),
        new Origin(
            Instant.ofEpochMilli(event.getReceivedAtMillis()),
            event.getSource(),
            event.getMessageId()),
        call(event),
        new Names(event.getUserId(), event.getAnonymousId(), event.getGroupId()),
        Instant.ofEpochMilli(event.getTimestampMillis()),
        worthParsing(event, rules) ? EventDocument.of(event) : Json.Obj.EMPTY);
  }

  private static boolean worthParsing(Event event, Rules rules) {
    return call(event) == Call.IDENTIFY
        || rules
            .signs()
            .areIn(
                event.getPayload().asReadOnlyByteBuffer(),
                event.getBatchContext().asReadOnlyByteBuffer());
  }

  /** What the client called. */
  public static Call call(Event event) {
    return EventTypes.call(event.getType());
  }
}
