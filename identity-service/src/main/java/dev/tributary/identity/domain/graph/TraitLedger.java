package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Changes.TraitWrite;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.identity.domain.trait.TraitChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The traits of some clusters while events are decided: for each name, the last writer's. */
final class TraitLedger {

  private final Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
  private final Map<ProfileId, Set<String>> written = new HashMap<>();

  TraitLedger(Map<ProfileId, Map<String, Trait>> known) {
    known.forEach((root, all) -> traits.put(root, new HashMap<>(all)));
  }

  /**
   * Lets an event set its traits, each unless a later event did.
   *
   * <p>An event that repeats a value is written too, though nobody is told: a third event between
   * the two must lose against it, whenever it comes.
   */
  Written write(ProfileId root, Evidence event) {
    var changes = new ArrayList<TraitChange>();
    boolean any = false;
    for (var entry : event.traits().entrySet()) {
      var next = new Trait(entry.getKey(), entry.getValue(), event.stamp(), event.origin());
      var ofRoot = traits.computeIfAbsent(root, _ -> new HashMap<>());
      var current = ofRoot.get(next.name());
      if (current != null && current.stamp().compareTo(next.stamp()) >= 0) {
        continue;
      }
      any = true;
      ofRoot.put(next.name(), next);
      written.computeIfAbsent(root, _ -> new HashSet<>()).add(next.name());
      boolean same = current == null ? next.removed() : current.value().equals(next.value());
      if (!same) {
        changes.add(new TraitChange(next.name(), next.value(), next.stamp().time()));
      }
    }
    return new Written(changes, any);
  }

  /** Makes one cluster's traits another's, where that one has no later ones. */
  void move(ProfileId from, ProfileId into) {
    var moving = traits.remove(from);
    if (moving != null) {
      var there = traits.computeIfAbsent(into, _ -> new HashMap<>());
      moving.forEach((name, trait) -> there.merge(name, trait, Trait::orLater));
    }
    var movingNames = written.remove(from);
    if (movingNames != null) {
      written.computeIfAbsent(into, _ -> new HashSet<>()).addAll(movingNames);
    }
  }

  /** Everything written since the start, by the cluster that has it now. */
  List<TraitWrite> writes() {
    var writes = new ArrayList<TraitWrite>();
    written.forEach((root, names) -> {
      var ofRoot = traits.getOrDefault(root, Map.of());
      for (var name : names) {
        var trait = ofRoot.get(name);
        if (trait != null) {
          writes.add(new TraitWrite(root, trait));
        }
      }
    });
    return writes;
  }

  /**
   * What an event did to traits.
   *
   * @param changes values that are others now
   * @param any whether anything is to be stored, if only a time
   */
  record Written(List<TraitChange> changes, boolean any) {}
}
