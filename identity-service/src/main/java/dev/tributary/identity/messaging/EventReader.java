package dev.tributary.identity.messaging;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Reads an event of the bus as identity sees it. The payload is parsed only where it can hold an
 * identifier or a trait: most track calls have all they say about their customer in the envelope.
 */
public final class EventReader {

  /** What a payload must contain to be worth parsing; the last: a name may be spelt in escapes. */
  private static final List<byte[]> SIGNS =
      List.of(bytes("\"externalIds\""), bytes("\"email\""), bytes("\\u"));

  private EventReader() {}

  /**
   * Reads one.
   *
   * @throws InvalidValue if it was never stamped with its birth, has no type, or its payload is no
   *     JSON object
   */
  static ClientEvent read(Event event) {
    if (!event.hasBirth()) {
      throw new InvalidValue("birth", "missing");
    }
    var document = worthParsing(event) ? EventDocument.of(event) : Json.Obj.EMPTY;
    return new ClientEvent(
        new Birth(event.getBirth().getPartition(), event.getBirth().getOffset()),
        new Origin(
            Instant.ofEpochMilli(event.getReceivedAtMillis()),
            event.getSource(),
            event.getMessageId()),
        call(event),
        new Names(event.getUserId(), event.getAnonymousId(), event.getGroupId()),
        Instant.ofEpochMilli(event.getTimestampMillis()),
        object(document, "traits"),
        object(document, "context"));
  }

  private static boolean worthParsing(Event event) {
    if (call(event) == Call.IDENTIFY) {
      return true;
    }
    var payload = event.getPayload().toByteArray();
    var context = event.getBatchContext().toByteArray();
    return SIGNS.stream().anyMatch(sign -> contains(payload, sign) || contains(context, sign));
  }

  /** What the client called. */
  public static Call call(Event event) {
    return switch (event.getType()) {
      case EVENT_TYPE_TRACK -> Call.TRACK;
      case EVENT_TYPE_IDENTIFY -> Call.IDENTIFY;
      case EVENT_TYPE_PAGE -> Call.PAGE;
      case EVENT_TYPE_SCREEN -> Call.SCREEN;
      case EVENT_TYPE_GROUP -> Call.GROUP;
      case EVENT_TYPE_ALIAS -> Call.ALIAS;
      case EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new InvalidValue("type", "missing");
    };
  }

  private static Json.Obj object(Json.Obj document, String name) {
    return document.field(name).orElse(Json.Null.VALUE) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  private static boolean contains(byte[] text, byte[] sign) {
    int last = text.length - sign.length;
    for (int start = 0; start <= last; start++) {
      int i = 0;
      while (i < sign.length && text[start + i] == sign[i]) {
        i++;
      }
      if (i == sign.length) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
