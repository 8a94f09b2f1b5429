package dev.tributary.audience.domain.state;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is computed of one profile: the state of each feature, kept apart by the anchor of the
 * events, the conclusions drawn from all of them, and when the next element falls out of its
 * window. A working copy: read from bytes, changed in one thread, written back.
 *
 * <p>At most {@value #MAX_PARTS} anchors are kept apart; what further ones bring belongs to {@link
 * Identifier#NOBODY} and so stays with this profile through a split.
 */
public final class Profile {

  /** Of a profile from which nothing will ever fall out. */
  public static final long NEVER = Long.MAX_VALUE;

  public static final int MAX_PARTS = 1_000;

  private final Map<Long, Part> parts = new LinkedHashMap<>();
  private final Map<Long, Conclusion> conclusions = new HashMap<>();
  private long due = NEVER;

  /** By anchor the features whose states stood apart when the profile was read, or written last. */
  private Map<Long, Set<Long>> apart = new HashMap<>();

  /** By the key of the anchor; those that are not there are empty. */
  public Map<Long, Part> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** By rule id; those that are not there were never concluded. */
  public Map<Long, Conclusion> conclusions() {
    return Collections.unmodifiableMap(conclusions);
  }

  /** A feature's state over the events of all anchors. */
  public FeatureState feature(long id) {
    var state = FeatureState.EMPTY;
    for (var part : parts.values()) {
      state = state.combined(part.state(id));
    }
    return state;
  }

  /** A feature's state over the events of one anchor. */
  public FeatureState feature(long anchor, long id) {
    var part = parts.get(anchor);
    return part == null ? FeatureState.EMPTY : part.state(id);
  }

  /** Under which key the anchor's events are kept: its own while there is room. */
  public long keptUnder(long anchor) {
    return parts.containsKey(anchor) || parts.size() < MAX_PARTS ? anchor : Identifier.NOBODY;
  }

  public void setFeature(long anchor, long id, FeatureState state) {
    var part = parts.get(anchor);
    if (part != null) {
      part.set(id, state);
      if (part.isEmpty()) {
        parts.remove(anchor);
      }
    } else if (!state.isEmpty()) {
      part = new Part(0);
      part.set(id, state);
      parts.put(anchor, part);
    }
  }

  /** Puts a part that was read from bytes, if anything is in it. */
  void putPart(long anchor, Part part, Set<Long> standApart) {
    if (!part.isEmpty()) {
      parts.put(anchor, part);
    }
    if (!standApart.isEmpty()) {
      apart.put(anchor, standApart);
    }
  }

  /** By anchor those that stand apart now; what did before and does no more is dropped. */
  void standApart(Map<Long, Set<Long>> now, ApartStore store) {
    apart.forEach((anchor, features) -> {
      var left = now.getOrDefault(anchor, Set.of());
      for (long feature : features) {
        if (!left.contains(feature)) {
          store.drop(anchor, feature);
        }
      }
    });
    apart = now;
  }

  /** Notes that the anchor was this profile's at a version; nothing where it left nothing here. */
  public void heard(long anchor, long version) {
    var part = parts.get(anchor);
    if (part != null) {
      part.heard(version);
    }
  }

  /** The elements of another, each with the anchor it has there. */
  public void combine(Profile other) {
    other.parts.forEach((anchor, part) -> {
      long key = keptUnder(anchor);
      for (long id : part.features()) {
        setFeature(key, id, feature(key, id).combined(part.state(id)));
      }
      heard(key, part.since());
    });
  }

  /** Takes out the parts that leave; the conclusions stay. */
  public Profile take(Leaving leaving) {
    var taken = new Profile();
    for (var entry : List.copyOf(parts.entrySet())) {
      if (leaving.leaves(entry.getKey(), entry.getValue().since())) {
        entry.getValue().fetch();
        taken.parts.put(entry.getKey(), entry.getValue());
        parts.remove(entry.getKey());
      }
    }
    return taken;
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

  /** Keeps of every conclusion its version alone, so that none is ever told under it again. */
  public void retire() {
    conclusions.replaceAll((_, conclusion) -> conclusion.retired());
  }

  /** When the next element falls out, in milliseconds since the epoch. */
  public long due() {
    return due;
  }

  public void setDue(long due) {
    this.due = due;
  }
}
