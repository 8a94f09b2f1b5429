package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;

/** What was concluded of a profile, by rule. On disk: numbers are never given a new meaning. */
final class Conclusions extends Entries<Conclusion> {

  private static final int MEMBER = 0;
  private static final int NOT_MEMBER = 1;
  private static final int COMPUTED = 2;

  Conclusions(byte[] bytes, int from, int end) {
    super(bytes, from, end);
  }

  @Override
  Conclusion none() {
    return Conclusion.Membership.NONE;
  }

  @Override
  Conclusion read(long rule, ByteReader in) {
    return read(in);
  }

  static Conclusion read(ByteReader in) {
    return switch (in.readByte()) {
      case MEMBER -> new Conclusion.Membership(in.readUnsigned(), true, in.readUnsigned());
      case NOT_MEMBER -> new Conclusion.Membership(in.readUnsigned(), false, 0);
      case COMPUTED -> new Conclusion.Computed(in.readUnsigned(), in.readJson());
      default -> throw new InvalidValue("stored conclusion", "of an unknown kind");
    };
  }

  @Override
  void write(Conclusion conclusion, ByteWriter out) {
    switch (conclusion) {
      case Conclusion.Membership(var version, var member, var since) -> {
        out.writeByte(member ? MEMBER : NOT_MEMBER);
        out.writeUnsigned(version);
        if (member) {
          out.writeUnsigned(since);
        }
      }
      case Conclusion.Computed(var version, var value) -> {
        out.writeByte(COMPUTED);
        out.writeUnsigned(version);
        out.writeJson(value);
      }
    }
  }
}
