package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;

/** What the store holds under a profile id, and its binary form: a version, a kind, the content. */
public sealed interface Stored {

  /** The profile itself. */
  record Present(Profile profile) implements Stored {}

  /** The profile was merged into another; whatever still comes for it goes there. For ever. */
  record Moved(String intoProfileId) implements Stored {}

  /** The binary form. */
  default byte[] toBytes() {
    var out = new ByteWriter();
    out.writeByte(Form.VERSION);
    switch (this) {
      case Present(var profile) -> {
        out.writeByte(Form.PRESENT);
        Form.write(profile, out);
      }
      case Moved(var into) -> {
        out.writeByte(Form.MOVED);
        out.writeText(into);
      }
    }
    return out.toByteArray();
  }

  /**
   * Reads the binary form.
   *
   * @throws InvalidValue if the bytes are none, or of a release newer than this one
   */
  static Stored fromBytes(byte[] bytes) {
    var in = new ByteReader(bytes);
    if (in.readByte() != Form.VERSION) {
      throw new InvalidValue("stored profile", "of an unknown version");
    }
    return switch (in.readByte()) {
      case Form.PRESENT -> new Present(Form.readProfile(in));
      case Form.MOVED -> new Moved(in.readText());
      default -> throw new InvalidValue("stored profile", "of an unknown kind");
    };
  }

  /** The parts of the form. On disk: numbers are never given a new meaning. */
  final class Form {

    private static final int VERSION = 1;
    private static final int PRESENT = 0;
    private static final int MOVED = 1;
    private static final int MEMBER = 0;
    private static final int NOT_MEMBER = 1;
    private static final int COMPUTED = 2;

    private Form() {}

    private static void write(Profile profile, ByteWriter out) {
      out.writeLong(profile.due());
      out.writeUnsigned(profile.features().size());
      profile
          .features()
          .forEach((id, state) -> {
            out.writeLong(id);
            state.write(out);
          });
      out.writeUnsigned(profile.conclusions().size());
      profile
          .conclusions()
          .forEach((id, conclusion) -> {
            out.writeLong(id);
            write(conclusion, out);
          });
    }

    private static void write(Conclusion conclusion, ByteWriter out) {
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

    private static Profile readProfile(ByteReader in) {
      var profile = new Profile();
      profile.setDue(in.readLong());
      int features = in.readSize();
      for (int i = 0; i < features; i++) {
        profile.setFeature(in.readLong(), FeatureState.read(in));
      }
      int conclusions = in.readSize();
      for (int i = 0; i < conclusions; i++) {
        profile.conclude(in.readLong(), readConclusion(in));
      }
      return profile;
    }

    private static Conclusion readConclusion(ByteReader in) {
      return switch (in.readByte()) {
        case MEMBER -> new Conclusion.Membership(in.readUnsigned(), true, in.readUnsigned());
        case NOT_MEMBER -> new Conclusion.Membership(in.readUnsigned(), false, 0);
        case COMPUTED -> new Conclusion.Computed(in.readUnsigned(), in.readJson());
        default -> throw new InvalidValue("stored conclusion", "of an unknown kind");
      };
    }
  }
}
