package dev.tributary.router.messaging;

import dev.tributary.platform.bus.EventDocument;
import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import java.util.Optional;

/** Rules events out by the envelope alone, before their payload is parsed. */
final class Envelopes {

  private Envelopes() {}

  /** False only where the filter cannot match the event, whatever its payload says. */
  static boolean mayMatch(Fql filter, Event event) {
    var type = EventDocument.typeName(event.getType());
    if (filter.eventTypes().map(types -> !types.contains(type)).orElse(false)) {
      return false;
    }
    return name(event)
        .flatMap(name -> filter.eventNames().map(names -> names.contains(name)))
        .orElse(true);
  }

  /** The document's field {@code event}; only of a track does the envelope tell. */
  static Optional<String> name(Event event) {
    return event.getType() == EventType.EVENT_TYPE_TRACK
        ? Optional.of(event.getEvent())
        : Optional.empty();
  }
}
