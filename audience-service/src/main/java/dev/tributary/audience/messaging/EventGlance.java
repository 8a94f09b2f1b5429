package dev.tributary.audience.messaging;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.tributary.proto.v1.Event;
import dev.tributary.proto.v1.EventType;
import dev.tributary.proto.v1.Resolved;
import dev.tributary.proto.v1.ResolvedEvent;
import java.io.IOException;

/**
 * A record's type and event name, without reading the rest of it. A backfill passes over most of
 * the history, and these two tell of nearly all of it that it matters to none of its features.
 *
 * @param type unspecified where the record is no event
 * @param event empty where it has no name
 */
record EventGlance(EventType type, String event) {

  private static final EventGlance NONE = new EventGlance(EventType.EVENT_TYPE_UNSPECIFIED, "");

  /**
   * Looks at a value of {@code resolved}. Fields stand in the order of their numbers, as Protobuf's
   * writers write them, so that the look ends behind the name.
   *
   * @throws IOException if the bytes are no Protobuf
   */
  static EventGlance at(byte[] value) throws IOException {
    var in = CodedInputStream.newInstance(value);
    if (!enter(in, Resolved.EVENT_FIELD_NUMBER) || !enter(in, ResolvedEvent.EVENT_FIELD_NUMBER)) {
      return NONE;
    }
    var type = EventType.EVENT_TYPE_UNSPECIFIED;
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      int field = WireFormat.getTagFieldNumber(tag);
      if (field == Event.TYPE_FIELD_NUMBER) {
        var read = EventType.forNumber(in.readEnum());
        type = read == null ? EventType.UNRECOGNIZED : read;
      } else if (field == Event.EVENT_FIELD_NUMBER) {
        return new EventGlance(type, in.readStringRequireUtf8());
      } else if (field > Event.EVENT_FIELD_NUMBER || !in.skipField(tag)) {
        break;
      }
    }
    return new EventGlance(type, "");
  }

  /** Goes into the first field if it is the one wanted; its end is not looked at any more. */
  private static boolean enter(CodedInputStream in, int wanted) throws IOException {
    if (in.isAtEnd() || WireFormat.getTagFieldNumber(in.readTag()) != wanted) {
      return false;
    }
    in.pushLimit(in.readRawVarint32());
    return true;
  }
}
