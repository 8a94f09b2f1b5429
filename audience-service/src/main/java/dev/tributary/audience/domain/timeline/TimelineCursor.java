package dev.tributary.audience.domain.timeline;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Base64;

/** Where a page ended: the place of its last event in the timeline, as text for callers. */
final class TimelineCursor {

  private TimelineCursor() {}

  static String of(EventReference last) {
    var out = new ByteWriter();
    out.writeSigned(last.atMillis());
    out.writeUnsigned(last.partition());
    out.writeUnsigned(last.offset());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /** A reference that stands in the order where the last one stood. */
  static EventReference parse(String cursor) {
    try {
      var in = new ByteReader(Base64.getUrlDecoder().decode(cursor));
      var last =
          new EventReference(
              in.readSigned(), 0, 0, Math.toIntExact(in.readUnsigned()), in.readUnsigned());
      if (in.atEnd()) {
        return last;
      }
      throw refused();
    } catch (IllegalArgumentException | ArithmeticException | InvalidValue _) {
      throw refused();
    }
  }

  private static InvalidValue refused() {
    return new InvalidValue("cursor", "not one that an answer gave");
  }
}
