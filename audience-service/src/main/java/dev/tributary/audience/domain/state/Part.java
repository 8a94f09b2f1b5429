package dev.tributary.audience.domain.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What the events of one anchor left in the features of a profile. A merge puts the parts of two
 * profiles side by side, and a split takes some of them along, so that nothing ever has to be told
 * apart that was once added up.
 */
public final class Part {

  private final Map<Long, FeatureState> features = new HashMap<>();
  private long since;

  Part(long since) {
    this.since = since;
  }

  /** By feature id; those that are not there are empty. */
  public Map<Long, FeatureState> features() {
    return Collections.unmodifiableMap(features);
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
      features.put(feature, state);
    }
  }
}
