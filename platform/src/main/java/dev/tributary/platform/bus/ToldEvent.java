package dev.tributary.platform.bus;

import dev.tributary.platform.domain.TimeText;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An event as APIs tell what a customer did, in the shape of Segment's Profile API.
 *
 * @param type in lower case, for instance {@code track}
 * @param source name of the source it came from
 * @param at when it happened
 * @param name of the event; empty where it has none
 * @param document the client's JSON, completed
 */
public record ToldEvent(
    String type, String messageId, String source, Instant at, String name, Json.Obj document) {

  /** An identifier that the event names. */
  public record ExternalId(String type, String value) {

    private Json json() {
      var fields = new LinkedHashMap<String, Json>();
      fields.put("collection", Json.of("users"));
      fields.put("type", Json.of(type));
      fields.put("id", Json.of(value));
      fields.put("encoding", Json.of("none"));
      return new Json.Obj(fields);
    }
  }

  /** The event with its identifiers. */
  public Json json(List<ExternalId> externalIds) {
    var fields = new LinkedHashMap<String, Json>();
    fields.put("external_ids", new Json.Arr(externalIds.stream().map(ExternalId::json).toList()));
    fields.put("context", object("context"));
    fields.put("type", Json.of(type));
    fields.put("message_id", Json.of(messageId));
    fields.put("source_id", Json.of(source));
    fields.put("timestamp", Json.of(TimeText.of(at)));
    fields.put("properties", object("properties"));
    if (type.equals("identify") || type.equals("group")) {
      fields.put("traits", object("traits"));
    }
    fields.put("event", Json.of(name));
    fields.put("related", Json.object("users", new Json.Arr(List.of())));
    return new Json.Obj(fields);
  }

  private Json.Obj object(String field) {
    return document.field(field).orElse(Json.Obj.EMPTY) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }
}
