package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the events of one anchor left in the features of a profile. A merge puts the parts of two
 * profiles side by side, and a split takes some of them along, so that nothing ever has to be told
 * apart that was once added up.
 */
public final class Part {

  private final Map<Long, KeptState> features = new HashMap<>();
  private long since;

  Part(long since) {
    this.since = since;
  }

  /** Ids of the features that are not empty, as of now. */
  public Set<Long> features() {
    return Set.copyOf(features.keySet());
  }

  /** A feature's state; empty where it left nothing. */
  public FeatureState state(long feature) {
    var kept = features.get(feature);
    return kept == null ? FeatureState.EMPTY : kept.state();
  }

  boolean isEmpty() {
    return features.isEmpty();
  }

  /** The customer's version at which the anchor was last known to be this profile's. */
  public long since() {
    return since;
  }

  void heard(long version) {
    since = Math.max(since, version);
  }

  void set(long feature, FeatureState state) {
    if (state.isEmpty()) {
      features.remove(feature);
    } else {
      features.put(feature, KeptState.of(state));
    }
  }

  /**
   * The states in their binary form, each with its length, so that each can be read by itself.
   *
   * @return the features whose states stand apart
   */
  Set<Long> writeStates(long anchor, ByteWriter out, ApartStore apart) {
    var elsewhere = new HashSet<Long>();
    out.writeUnsigned(features.size());
    features.forEach((feature, state) -> {
      out.writeLong(feature);
      if (state.write(out, apart, anchor, feature)) {
        elsewhere.add(feature);
      }
    });
    return elsewhere;
  }

  /** The same with all states in it. */
  void writeStates(ByteWriter out) {
    out.writeUnsigned(features.size());
    features.forEach((feature, state) -> {
      out.writeLong(feature);
      state.write(out);
    });
  }

  /**
   * Reads what {@link #writeStates} wrote; nothing of the states yet.
   *
   * @return the features whose states stand apart
   */
  Set<Long> readStates(long anchor, ByteReader in, Apart apart) {
    var elsewhere = new HashSet<Long>();
    int size = in.readSize();
    for (int i = 0; i < size; i++) {
      long feature = in.readLong();
      var state = KeptState.read(in, apart, anchor, feature);
      features.put(feature, state);
      if (state.isApart()) {
        elsewhere.add(feature);
      }
    }
    return elsewhere;
  }

  /** Fetches what stands apart: the part leaves its profile. */
  void fetch() {
    features.replaceAll((_, kept) -> kept.isApart() ? KeptState.of(kept.state()) : kept);
  }
}
