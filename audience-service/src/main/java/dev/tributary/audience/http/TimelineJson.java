package dev.tributary.audience.http;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.timeline.Timeline;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.bus.ToldEvent;
import dev.tributary.platform.bus.ToldEvent.ExternalId;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code {data, cursor}}, each event in the shape that the Profile API's {@code /events} has. Its
 * {@code external_ids} are the ids that the call itself named: which others an event holds is for
 * identity's rules to say.
 */
final class TimelineJson {

  private TimelineJson() {}

  static byte[] of(Timeline.Events events) {
    var data = events.events().stream().map(TimelineJson::parsed).map(TimelineJson::event).toList();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("data", new Json.Arr(data));
    fields.put("cursor", Json.of(events.nextCursor()));
    return JsonText.write(new Json.Obj(fields));
  }

  private static Event parsed(Timeline.Recorded recorded) {
    try {
      return Event.parseFrom(recorded.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The event was read as one a moment ago", e);
    }
  }

  private static Json event(Event event) {
    return new ToldEvent(
            EventDocument.typeName(event.getType()),
            event.getMessageId(),
            event.getSource(),
            Instant.ofEpochMilli(event.getTimestampMillis()),
            event.getEvent(),
            document(event))
        .json(externalIds(event));
  }

  /** Nothing beside the envelope where the client's bytes are no JSON object. */
  private static Json.Obj document(Event event) {
    try {
      return EventDocument.of(event);
    } catch (InvalidValue _) {
      return Json.Obj.EMPTY;
    }
  }

  private static List<ExternalId> externalIds(Event event) {
    return Stream.of(
            new ExternalId("user_id", event.getUserId()),
            new ExternalId("anonymous_id", event.getAnonymousId()),
            new ExternalId("group_id", event.getGroupId()))
        .filter(id -> !id.value().isEmpty())
        .toList();
  }
}
