package dev.tributary.router.messaging;

import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;

/** Rules events out by the envelope alone, before their payload is parsed. */
final class Envelopes {

  private Envelopes() {}

  /** False only where the filter cannot match the event, whatever its payload says. */
  static boolean mayMatch(Fql filter, Event event) {
    var type = EventDocument.typeName(event.getType());
    if (filter.eventTypes().map(types -> !types.contains(type)).orElse(false)) {
      return false;
    }
    // Only of a track is the envelope's name the document's field `event`.
    return event.getType() != EventType.EVENT_TYPE_TRACK
        || filter.eventNames().map(names -> names.contains(event.getEvent())).orElse(true);
  }
}
