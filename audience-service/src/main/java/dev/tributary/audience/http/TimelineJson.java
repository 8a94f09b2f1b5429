package dev.tributary.audience.http;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.timeline.Timeline;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * {@code {data, cursor}}, each event in the shape that the Profile API's {@code /events} has. Its
 * {@code external_ids} are the ids that the call itself named: which others an event holds is for
 * identity's rules to say.
 */
final class TimelineJson {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

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
    var document = document(event);
    var fields = new LinkedHashMap<String, Json>();
    fields.put("external_ids", externalIds(event));
    fields.put("context", object(document, "context"));
    fields.put("type", Json.of(EventDocument.typeName(event.getType())));
    fields.put("message_id", Json.of(event.getMessageId()));
    fields.put("source_id", Json.of(event.getSource()));
    fields.put("timestamp", time(event.getTimestampMillis()));
    fields.put("properties", object(document, "properties"));
    if (event.getType() == EventType.EVENT_TYPE_IDENTIFY
        || event.getType() == EventType.EVENT_TYPE_GROUP) {
      fields.put("traits", object(document, "traits"));
    }
    fields.put("event", Json.of(event.getEvent()));
    fields.put("related", Json.object("users", new Json.Arr(List.of())));
    return new Json.Obj(fields);
  }

  /** Nothing beside the envelope where the client's bytes are no JSON object. */
  private static Json.Obj document(Event event) {
    try {
      return EventDocument.of(event);
    } catch (InvalidValue _) {
      return Json.Obj.EMPTY;
    }
  }

  private static Json externalIds(Event event) {
    var ids = new ArrayList<Json>();
    add(ids, "user_id", event.getUserId());
    add(ids, "anonymous_id", event.getAnonymousId());
    add(ids, "group_id", event.getGroupId());
    return new Json.Arr(ids);
  }

  private static void add(List<Json> ids, String type, String value) {
    if (value.isEmpty()) {
      return;
    }
    var fields = new LinkedHashMap<String, Json>();
    fields.put("collection", Json.of("users"));
    fields.put("type", Json.of(type));
    fields.put("id", Json.of(value));
    fields.put("encoding", Json.of("none"));
    ids.add(new Json.Obj(fields));
  }

  private static Json object(Json.Obj document, String name) {
    return document.field(name).orElse(Json.Obj.EMPTY) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  private static Json time(long millis) {
    return Json.of(TIME.format(Instant.ofEpochMilli(millis)));
  }
}
