package dev.tributary.identity.messaging.follow;

import dev.tributary.identity.domain.follow.Payload;
import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.proto.v1.Event;
import org.jspecify.annotations.Nullable;

/** The payload of an event on the bus. Of one thread. */
final class EventPayload implements Payload {

  private final Event event;
  private Json.@Nullable Obj document;

  EventPayload(Event event) {
    this.event = event;
  }

  @Override
  public Json.Obj traits() {
    return object("traits");
  }

  @Override
  public Json.Obj context() {
    return object("context");
  }

  private Json.Obj object(String name) {
    return document().field(name).orElse(Json.Null.VALUE) instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  @Override
  public Json.Obj document() {
    var parsed = document;
    if (parsed == null) {
      parsed = parse();
      document = parsed;
    }
    return parsed;
  }

  private Json.Obj parse() {
    try {
      return EventDocument.of(event);
    } catch (InvalidValue _) {
      return Json.Obj.EMPTY;
    }
  }
}
