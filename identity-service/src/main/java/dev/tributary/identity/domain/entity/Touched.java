package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.profile.ProfileId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The profiles that a batch says something about, and what it does to what others believe. */
final class Touched {

  private final Set<ProfileId> profiles = new TreeSet<>();
  private final Set<ProfileId> toldAnew = new HashSet<>();
  private final Set<ProfileId> moved = new HashSet<>();
  private final List<Consumer<Map<ProfileId, Set<EntityKey>>>> moves = new ArrayList<>();

  static Touched of(Collection<ProfileId> profiles) {
    var touched = new Touched();
    touched.profiles.addAll(profiles);
    return touched;
  }

  void changed(ProfileId profile) {
    profiles.add(profile);
  }

  void merged(ProfileId from, ProfileId into) {
    both(from, into);
    moves.add(believed -> {
      add(believed, believed.getOrDefault(from, Set.of()), into);
      moved.add(from);
    });
  }

  /** The merge before it may not have been followed yet, though others have heard of it. */
  void split(ProfileId from, ProfileId into) {
    both(from, into);
    moves.add(believed -> {
      add(believed, believed.getOrDefault(from, Set.of()), into);
      add(believed, believed.getOrDefault(into, Set.of()), from);
    });
  }

  /** All that are to be looked at. */
  Set<ProfileId> profiles() {
    return profiles;
  }

  /** Those who are told everything, whatever they were told. */
  Set<ProfileId> toldAnew() {
    return toldAnew;
  }

  /**
   * What others may believe of each profile once they have heard of every merge and split so far:
   * rather too much than too little. One that merged may have come back and been told again before
   * this batch was followed.
   *
   * @param told what they were told of each
   */
  Map<ProfileId, Set<EntityKey>> believed(Map<ProfileId, Set<EntityKey>> told) {
    var believed = new HashMap<ProfileId, Set<EntityKey>>();
    told.forEach((profile, entities) -> believed.put(profile, new HashSet<>(entities)));
    moves.forEach(move -> move.accept(believed));
    return believed;
  }

  /** Those who merged into others, whatever came after. */
  Set<ProfileId> moved() {
    return moved;
  }

  private void both(ProfileId one, ProfileId other) {
    profiles.add(one);
    profiles.add(other);
    toldAnew.add(one);
    toldAnew.add(other);
  }

  private static void add(
      Map<ProfileId, Set<EntityKey>> believed, Set<EntityKey> entities, ProfileId profile) {
    if (!entities.isEmpty()) {
      believed.computeIfAbsent(profile, _ -> new HashSet<>()).addAll(entities);
    }
  }
}
