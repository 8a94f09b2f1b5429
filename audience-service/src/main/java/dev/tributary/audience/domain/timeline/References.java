package dev.tributary.audience.domain.timeline;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.state.Identifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of references: each as its difference to the one before, twelve bytes or so. The
 * form has no length of its own; a block ends with its bytes.
 */
public final class References {

  private static final int SAME_PARTITION = 1;
  private static final int SAME_ANCHOR = 2;
  private static final int SAME_NAME = 4;
  private static final EventReference START = new EventReference(0, 0, Identifier.NOBODY, -1, 0);

  private References() {}

  /** All of them in their order. */
  public static byte[] toBytes(List<EventReference> references) {
    var out = new ByteWriter();
    var previous = START;
    for (var reference : references) {
      write(out, previous, reference);
      previous = reference;
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws dev.tributary.platform.domain.InvalidValue if the bytes are none
   */
  public static List<EventReference> fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    var references = new ArrayList<EventReference>();
    var previous = START;
    while (!in.atEnd()) {
      previous = read(in, previous);
      references.add(previous);
    }
    return references;
  }

  private static void write(ByteWriter out, EventReference previous, EventReference reference) {
    boolean samePartition = reference.partition() == previous.partition();
    boolean sameAnchor = reference.anchor() == previous.anchor();
    boolean sameName = reference.name() == previous.name();
    out.writeByte(
        (samePartition ? SAME_PARTITION : 0)
            | (sameAnchor ? SAME_ANCHOR : 0)
            | (sameName ? SAME_NAME : 0));
    out.writeSigned(reference.atMillis() - previous.atMillis());
    out.writeSigned(reference.offset() - previous.offset());
    if (!samePartition) {
      out.writeUnsigned(reference.partition());
    }
    if (!sameAnchor) {
      out.writeLong(reference.anchor());
    }
    if (!sameName) {
      out.writeUnsigned(reference.name());
    }
  }

  private static EventReference read(ByteReader in, EventReference previous) {
    int same = in.readByte();
    long atMillis = previous.atMillis() + in.readSigned();
    long offset = previous.offset() + in.readSigned();
    int partition = (same & SAME_PARTITION) != 0 ? previous.partition() : (int) in.readUnsigned();
    long anchor = (same & SAME_ANCHOR) != 0 ? previous.anchor() : in.readLong();
    long name = (same & SAME_NAME) != 0 ? previous.name() : in.readUnsigned();
    return new EventReference(atMillis, name, anchor, partition, offset);
  }
}
