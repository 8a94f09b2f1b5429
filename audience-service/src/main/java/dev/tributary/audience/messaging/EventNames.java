package dev.tributary.audience.messaging;

import dev.tributary.proto.v1.Event;
import java.util.Locale;

/** What an event is called in a timeline. */
final class EventNames {

  private static final String PREFIX = "EVENT_TYPE_";

  private EventNames() {}

  /** A track event's, page's or screen's own name; that of its type where it has none. */
  static String of(Event event) {
    return event.getEvent().isEmpty()
        ? event.getType().name().replace(PREFIX, "").toLowerCase(Locale.ROOT)
        : event.getEvent();
  }
}
