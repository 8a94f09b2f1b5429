package dev.tributary.ingest.usage;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.tributary.proto.v1.Event;
import java.io.IOException;

/**
 * The fields of an {@link Event} that usage is counted by, read without its payload: there are as
 * many to read as events come in.
 *
 * @param user its user id, else its anonymous id; empty where it has neither
 */
record EventHead(String source, String user, long receivedAtMillis) {

  /**
   * Reads a record of {@code received}.
   *
   * @throws IOException if it is no event
   */
  static EventHead parse(byte[] record) throws IOException {
    var input = CodedInputStream.newInstance(record);
    var source = "";
    var userId = "";
    var anonymousId = "";
    long receivedAt = 0;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case Event.SOURCE_FIELD_NUMBER -> source = input.readString();
        case Event.USER_ID_FIELD_NUMBER -> userId = input.readString();
        case Event.ANONYMOUS_ID_FIELD_NUMBER -> anonymousId = input.readString();
        case Event.RECEIVED_AT_MILLIS_FIELD_NUMBER -> receivedAt = input.readInt64();
        default -> input.skipField(tag);
      }
    }
    return new EventHead(source, userId.isEmpty() ? anonymousId : userId, receivedAt);
  }
}
