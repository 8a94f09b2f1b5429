package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;

/**
 * What the events of one anchor left in features. A large state stands apart, in place of which
 * there are no bytes: it is read when somebody asks, and written only when it changes.
 */
final class States extends Entries<FeatureState> {

  private final long anchor;
  private final Apart home;

  /**
   * Reads none yet.
   *
   * @param home where those stand that stand apart
   */
  States(long anchor, Apart home, byte[] bytes, int from, int end) {
    super(bytes, from, end);
    this.anchor = anchor;
    this.home = home;
  }

  @Override
  FeatureState none() {
    return FeatureState.EMPTY;
  }

  @Override
  FeatureState read(long feature, ByteReader in) {
    return FeatureState.read(in.atEnd() ? new ByteReader(home.state(anchor, feature)) : in);
  }

  @Override
  void write(FeatureState state, ByteWriter out) {
    state.write(out);
  }

  @Override
  void write(long feature, FeatureState state, boolean wasApart, ByteWriter out, Apart into) {
    var own = new ByteWriter(64);
    if (!state.isEmpty()) {
      state.write(own);
    }
    if (!append(feature, own, out, into)
        && wasApart
        && into.equals(home)
        && into instanceof ApartStore store) {
      store.dropState(anchor, feature);
    }
  }

  /** Whether it stands apart. */
  private boolean append(long feature, ByteWriter own, ByteWriter out, Apart into) {
    if (own.length() == 0) {
      return false;
    }
    out.writeLong(feature);
    if (into instanceof ApartStore store && own.length() > store.limits().state()) {
      store.writeState(anchor, feature, own.toByteArray());
      out.writeUnsigned(0);
      return true;
    }
    out.writeBytes(own);
    return false;
  }

  @Override
  void copy(int first, int last, ByteWriter out, Apart into) {
    if (into.equals(home)) {
      copy(first, last, out);
      return;
    }
    for (int i = first; i < last; i++) {
      var own = new ByteWriter(64);
      if (isEmptyAt(i)) {
        own.writeRest(home.state(anchor, idAt(i)));
      } else {
        copyValue(i, own);
      }
      append(idAt(i), own, out, into);
    }
  }
}
