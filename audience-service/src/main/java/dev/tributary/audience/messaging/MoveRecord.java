package dev.tributary.audience.messaging;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Profile;
import dev.tributary.audience.domain.state.Stored;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.proto.v1.ResolvedEvent;

/**
 * A record of the {@code moves} topic: what one profile's place sends to another's. A version, a
 * kind, how often it was sent on, the content.
 */
final class MoveRecord {

  private static final int VERSION = 1;
  private static final int EVENT = 0;
  private static final int STATE = 1;

  private MoveRecord() {}

  static byte[] ofEvent(ResolvedEvent event, int hops) {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeByte(EVENT);
    out.writeUnsigned(hops);
    out.writeBytes(event.toByteArray());
    return out.toByteArray();
  }

  static byte[] ofState(Profile profile, Attributes attributes, int hops) {
    var out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeByte(STATE);
    out.writeUnsigned(hops);
    out.writeBytes(new Stored.Present(profile).toBytes());
    out.writeBytes(attributes.toBytes());
    return out.toByteArray();
  }

  /** Reads either; what it cannot read is {@link Arrival.Undecodable}. */
  static Arrival read(byte[] bytes) {
    try {
      var in = new ByteReader(bytes);
      if (in.readByte() != VERSION) {
        return new Arrival.Undecodable();
      }
      int kind = in.readByte();
      int hops = (int) in.readUnsigned();
      return switch (kind) {
        case EVENT -> new Arrival.Observed(ResolvedEvent.parseFrom(in.readBytes()), hops);
        case STATE ->
            Stored.fromBytes(in.readBytes()) instanceof Stored.Present(var profile)
                ? new Arrival.MovedIn(profile, Attributes.fromBytes(in.readBytes()), hops)
                : new Arrival.Undecodable();
        default -> new Arrival.Undecodable();
      };
    } catch (InvalidValue | InvalidProtocolBufferException | ArithmeticException _) {
      return new Arrival.Undecodable();
    }
  }
}
