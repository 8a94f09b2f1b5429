package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.HashMap;
import java.util.Set;

/** The binary form of a {@link Profile}. On disk: numbers are never given a new meaning. */
final class ProfileForm {

  private static final int MEMBER = 0;
  private static final int NOT_MEMBER = 1;
  private static final int COMPUTED = 2;

  private ProfileForm() {}

  /** The whole profile: it is to travel. */
  static void write(Profile profile, ByteWriter out) {
    out.writeLong(profile.due());
    out.writeUnsigned(profile.parts().size());
    profile
        .parts()
        .forEach((anchor, part) -> {
          write(anchor, part, out);
          part.writeStates(out);
        });
    writeConclusions(profile, out);
  }

  /** The profile without what stands apart, which is written there. */
  static void write(Profile profile, ByteWriter out, ApartStore apart) {
    var elsewhere = new HashMap<Long, Set<Long>>();
    out.writeLong(profile.due());
    out.writeUnsigned(profile.parts().size());
    profile
        .parts()
        .forEach((anchor, part) -> {
          write(anchor, part, out);
          var features = part.writeStates(anchor, out, apart);
          if (!features.isEmpty()) {
            elsewhere.put(anchor, features);
          }
        });
    writeConclusions(profile, out);
    profile.standApart(elsewhere, apart);
  }

  private static void write(long anchor, Part part, ByteWriter out) {
    out.writeLong(anchor);
    out.writeUnsigned(part.since());
  }

  private static void writeConclusions(Profile profile, ByteWriter out) {
    out.writeUnsigned(profile.conclusions().size());
    profile
        .conclusions()
        .forEach((id, conclusion) -> {
          out.writeLong(id);
          write(conclusion, out);
        });
  }

  static Profile read(ByteReader in, Apart apart) {
    var profile = new Profile();
    profile.setDue(in.readLong());
    int parts = in.readSize();
    for (int i = 0; i < parts; i++) {
      long anchor = in.readLong();
      var part = new Part(in.readUnsigned());
      var elsewhere = part.readStates(anchor, in, apart);
      profile.putPart(anchor, part, elsewhere);
    }
    readConclusions(in, profile);
    return profile;
  }

  /** The form before states could be read one by one. */
  static Profile readWhole(ByteReader in) {
    var profile = new Profile();
    profile.setDue(in.readLong());
    int parts = in.readSize();
    for (int i = 0; i < parts; i++) {
      long anchor = in.readLong();
      long since = in.readUnsigned();
      readFeatures(in, profile, anchor);
      profile.heard(anchor, since);
    }
    readConclusions(in, profile);
    return profile;
  }

  /** The form before splits, in which no anchors are kept apart. */
  static Profile readBeforeSplits(ByteReader in) {
    var profile = new Profile();
    profile.setDue(in.readLong());
    readFeatures(in, profile, Identifier.NOBODY);
    readConclusions(in, profile);
    return profile;
  }

  private static void readFeatures(ByteReader in, Profile profile, long anchor) {
    int features = in.readSize();
    for (int i = 0; i < features; i++) {
      profile.setFeature(anchor, in.readLong(), FeatureState.read(in));
    }
  }

  private static void readConclusions(ByteReader in, Profile profile) {
    int conclusions = in.readSize();
    for (int i = 0; i < conclusions; i++) {
      profile.conclude(in.readLong(), readConclusion(in));
    }
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

  private static Conclusion readConclusion(ByteReader in) {
    return switch (in.readByte()) {
      case MEMBER -> new Conclusion.Membership(in.readUnsigned(), true, in.readUnsigned());
      case NOT_MEMBER -> new Conclusion.Membership(in.readUnsigned(), false, 0);
      case COMPUTED -> new Conclusion.Computed(in.readUnsigned(), in.readJson());
      default -> throw new InvalidValue("stored conclusion", "of an unknown kind");
    };
  }
}
