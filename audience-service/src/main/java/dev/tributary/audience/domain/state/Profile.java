package dev.tributary.audience.domain.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What is computed of one profile: the state of each feature, the conclusions drawn from them, and
 * when the next element falls out of its window. A working copy: read from bytes, changed in one
 * thread, written back.
 */
public final class Profile {

  /** Of a profile from which nothing will ever fall out. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Map<Long, FeatureState> features = new HashMap<>();
  private final Map<Long, Conclusion> conclusions = new HashMap<>();
  private long due = NEVER;

  /** By feature id; those that are not there are empty. */
  public Map<Long, FeatureState> features() {
    return Collections.unmodifiableMap(features);
  }

  /** By rule id; those that are not there were never concluded. */
  public Map<Long, Conclusion> conclusions() {
    return Collections.unmodifiableMap(conclusions);
  }

  public FeatureState feature(long id) {
    return features.getOrDefault(id, FeatureState.EMPTY);
  }

  public void setFeature(long id, FeatureState state) {
    if (state.isEmpty()) {
      features.remove(id);
    } else {
      features.put(id, state);
    }
  }

  public Conclusion.Membership membership(long rule) {
    return conclusions.get(rule) instanceof Conclusion.Membership membership
        ? membership
        : Conclusion.Membership.NONE;
  }

  public Conclusion.Computed computed(long rule) {
    return conclusions.get(rule) instanceof Conclusion.Computed computed
        ? computed
        : Conclusion.Computed.NONE;
  }

  public void conclude(long rule, Conclusion conclusion) {
    conclusions.put(rule, conclusion);
  }

  /** When the next element falls out, in milliseconds since the epoch. */
  public long due() {
    return due;
  }

  public void setDue(long due) {
    this.due = due;
  }
}
