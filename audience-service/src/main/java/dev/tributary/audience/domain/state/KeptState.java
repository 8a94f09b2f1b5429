package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * A feature's state in a profile that was read from bytes: still in them until somebody asks. An
 * event touches a few of a profile's features, and the others go back as they came.
 */
final class KeptState {

  private final byte @Nullable [] bytes;
  private @Nullable FeatureState state;

  private KeptState(byte @Nullable [] bytes, @Nullable FeatureState state) {
    this.bytes = bytes;
    this.state = state;
  }

  static KeptState of(FeatureState state) {
    return new KeptState(null, state);
  }

  /** Reads what {@link #write} wrote, of which nothing is looked at yet. */
  static KeptState read(ByteReader in) {
    return new KeptState(in.readBytes(), null);
  }

  FeatureState state() {
    var known = state;
    if (known == null) {
      known = bytes == null ? FeatureState.EMPTY : FeatureState.read(new ByteReader(bytes));
      state = known;
    }
    return known;
  }

  void write(ByteWriter out) {
    if (bytes == null) {
      var own = new ByteWriter();
      state().write(own);
      out.writeBytes(own.toByteArray());
    } else {
      out.writeBytes(bytes);
    }
  }
}
