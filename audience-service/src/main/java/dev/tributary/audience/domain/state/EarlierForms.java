package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The binary forms in which earlier releases wrote a {@link Profile}. */
final class EarlierForms {

  private EarlierForms() {}

  /** The form before pages: states by anchor in no order, each with its length. */
  static Profile readBeforePages(ByteReader in, Apart home) {
    long due = in.readLong();
    var parts = new LinkedHashMap<Long, Part>();
    var states = new ByteWriter();
    int size = in.readSize();
    states.writeUnsigned(size);
    for (int i = 0; i < size; i++) {
      long anchor = in.readLong();
      long since = in.readUnsigned();
      var own = new TreeMap<Long, byte[]>();
      for (int left = in.readSize(); left > 0; left--) {
        own.put(in.readLong(), in.readBytes());
      }
      states.writeLong(anchor);
      states.writeBytes(sorted(own));
      parts.put(anchor, new Part(since, own.size()));
    }
    states.writeUnsigned(0);
    var profile = Profile.of(parts, Pages.of(states.toByteArray(), home), due);
    readConclusions(in, profile);
    return profile;
  }

  private static ByteWriter sorted(Map<Long, byte[]> values) {
    var out = new ByteWriter();
    values.forEach((id, value) -> {
      out.writeLong(id);
      out.writeBytes(value);
    });
    return out;
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
      profile.conclude(in.readLong(), Conclusions.read(in));
    }
  }
}
