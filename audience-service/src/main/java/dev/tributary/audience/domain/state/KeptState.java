package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * A feature's state in a profile that was read from bytes: still in them, or apart from the profile
 * where it is large, until somebody asks. An event touches a few of a profile's features, and the
 * others go back as they came.
 */
final class KeptState {

  /** Instead of the bytes of a state, which has some, where it stands apart. */
  private static final byte[] ELSEWHERE = {};

  private final byte @Nullable [] bytes;
  private final Apart apart;
  private final long anchor;
  private final long feature;
  private @Nullable FeatureState state;

  private KeptState(
      byte @Nullable [] bytes,
      Apart apart,
      long anchor,
      long feature,
      @Nullable FeatureState state) {
    this.bytes = bytes;
    this.apart = apart;
    this.anchor = anchor;
    this.feature = feature;
    this.state = state;
  }

  static KeptState of(FeatureState state) {
    return new KeptState(null, Apart.NOWHERE, 0, 0, state);
  }

  /** Reads what {@link #write} wrote, of which nothing is looked at yet. */
  static KeptState read(ByteReader in, Apart apart, long anchor, long feature) {
    return new KeptState(in.readBytes(), apart, anchor, feature, null);
  }

  boolean isApart() {
    return bytes != null && bytes.length == 0;
  }

  FeatureState state() {
    var known = state;
    if (known == null) {
      known = FeatureState.read(new ByteReader(bytes()));
      state = known;
    }
    return known;
  }

  /** Appends it. */
  void write(ByteWriter out) {
    out.writeBytes(bytes());
  }

  /**
   * Appends it, or that it stands apart, where it is written if it does not already.
   *
   * @return whether it stands apart
   */
  boolean write(ByteWriter out, ApartStore into, long writtenAnchor, long writtenFeature) {
    boolean stays = isApart() && into.equals(apart);
    if (!stays) {
      var own = bytes();
      if (own.length <= into.largest()) {
        out.writeBytes(own);
        return false;
      }
      into.write(writtenAnchor, writtenFeature, own);
    }
    out.writeBytes(ELSEWHERE);
    return true;
  }

  private byte[] bytes() {
    if (isApart()) {
      return apart.read(anchor, feature);
    }
    if (bytes != null) {
      return bytes;
    }
    var own = new ByteWriter();
    if (state != null) {
      state.write(own);
    }
    return own.toByteArray();
  }
}
