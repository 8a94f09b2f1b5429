package dev.tributary.identity.wire;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.EventType;

/** What clients called, as the bus spells it. */
public final class EventTypes {

  private EventTypes() {}

  /**
   * What the client called.
   *
   * @throws InvalidValue if that is not known here
   */
  public static Call call(EventType type) {
    return switch (type) {
      case EVENT_TYPE_TRACK -> Call.TRACK;
      case EVENT_TYPE_IDENTIFY -> Call.IDENTIFY;
      case EVENT_TYPE_PAGE -> Call.PAGE;
      case EVENT_TYPE_SCREEN -> Call.SCREEN;
      case EVENT_TYPE_GROUP -> Call.GROUP;
      case EVENT_TYPE_ALIAS -> Call.ALIAS;
      case EVENT_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new InvalidValue("type", "missing");
    };
  }
}
