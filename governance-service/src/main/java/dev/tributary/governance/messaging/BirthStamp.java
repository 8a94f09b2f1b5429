package dev.tributary.governance.messaging;

import com.google.protobuf.CodedOutputStream;
import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.proto.v1.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Puts the birth on an encoded event by appending the one field: in Protobuf, the concatenation of
 * two encodings is their merge (protobuf.dev, "Encoding", last one wins). So what ingest wrote
 * stays byte for byte, fields of a newer release included, and nothing is encoded twice.
 */
final class BirthStamp {

  private BirthStamp() {}

  static byte[] on(byte[] event, Birth birth) {
    var message =
        dev.tributary.proto.v1.Birth.newBuilder()
            .setPartition(birth.partition())
            .setOffset(birth.offset())
            .build();
    var length = CodedOutputStream.computeMessageSize(Event.BIRTH_FIELD_NUMBER, message);
    var stamped = Arrays.copyOf(event, event.length + length);
    try {
      var out = CodedOutputStream.newInstance(stamped, event.length, length);
      out.writeMessage(Event.BIRTH_FIELD_NUMBER, message);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stamped;
  }
}
