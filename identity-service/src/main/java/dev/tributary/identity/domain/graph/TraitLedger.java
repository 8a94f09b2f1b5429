package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Changes.TraitWrite;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.identity.domain.trait.TraitChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The traits of some clusters while events are decided: for each name the value that holds. What
 * each anchor's events said is written besides, so that a split can tell the values apart again.
 */
final class TraitLedger {

  private final Rules rules;
  private final Map<CellId, Map<String, Trait>> traits = new HashMap<>();
  private final Map<ProfileId, Map<String, Write>> written = new HashMap<>();
  private final Set<String> contested = new TreeSet<>();

  TraitLedger(Map<CellId, Map<String, Trait>> known, Rules rules) {
    this.rules = rules;
    known.forEach((root, all) -> traits.put(root, new HashMap<>(all)));
  }

  /**
   * Lets an event set its traits, each unless a stronger one holds, and settles what the clusters
   * that moved into this one since the last call had other values of.
   *
   * <p>An event that repeats a value is written and told too: a third event between the two must
   * lose against it, whenever it comes. One that is read again confirms its own value.
   *
   * @param room how many names the cluster may still get
   */
  Written write(CellId root, ProfileId anchor, Evidence event, int room) {
    if (event.traits().isEmpty()) {
      return new Written(List.of(), List.of(), settled(root, List.of()), 0, 0);
    }
    var changes = new ArrayList<TraitChange>();
    var confirmed = new ArrayList<TraitChange>();
    int names = 0;
    int tooMany = 0;
    var ofRoot = traits.computeIfAbsent(root, _ -> new HashMap<>());
    for (var entry : event.traits().entrySet()) {
      var name = entry.getKey();
      long precedence = rules.precedence(name, event.stamp(), event.origin().source());
      var next =
          new Trait(name, entry.getValue(), precedence, event.stamp(), event.origin(), anchor);
      var current = ofRoot.get(name);
      if (current == null && names >= room) {
        tooMany++;
        continue;
      }
      write(root, next);
      if (current == null) {
        names++;
      } else if (current.isStrongerThan(next)) {
        continue;
      }
      ofRoot.put(name, next);
      boolean same = current == null ? next.removed() : current.value().equals(next.value());
      (same ? confirmed : changes).add(TraitChange.of(next));
    }
    return new Written(changes, confirmed, settled(root, changes), names, tooMany);
  }

  /** Makes one cluster's traits another's, where that one has no stronger ones. */
  void move(CellId from, CellId into) {
    var moving = traits.remove(from);
    if (moving != null) {
      var there = traits.computeIfAbsent(into, _ -> new HashMap<>());
      moving.forEach((name, trait) -> {
        var other = there.get(name);
        if (other != null && !other.value().equals(trait.value())) {
          contested.add(name);
        }
        there.merge(name, trait, Trait::orStronger);
      });
    }
  }

  /** Everything written since the start, under the roots it was written to. */
  List<TraitWrite> writes() {
    return written.values().stream()
        .flatMap(ofAnchor -> ofAnchor.values().stream())
        .map(write -> new TraitWrite(write.root(), write.trait()))
        .toList();
  }

  private List<TraitChange> settled(CellId root, List<TraitChange> changes) {
    if (contested.isEmpty()) {
      return List.of();
    }
    changes.forEach(change -> contested.remove(change.name()));
    var settled = new ArrayList<TraitChange>();
    var holding = traits.getOrDefault(root, Map.of());
    for (var name : contested) {
      var trait = holding.get(name);
      if (trait != null) {
        settled.add(TraitChange.of(trait));
      }
    }
    contested.clear();
    return settled;
  }

  private void write(CellId root, Trait trait) {
    written
        .computeIfAbsent(trait.anchor(), _ -> new HashMap<>())
        .merge(
            trait.name(),
            new Write(root, trait),
            (before, now) -> now.trait().isStrongerThan(before.trait()) ? now : before);
  }

  private record Write(CellId root, Trait trait) {}

  /**
   * What an event did to traits.
   *
   * @param changes values that are others now
   * @param confirmed values that are the same, and hold more strongly now
   * @param settled values that hold of traits that joined clusters had other values of, and that
   *     the event did not change
   * @param names traits the profile did not have before
   * @param tooMany traits that were left out, because the profile has as many as it may
   */
  record Written(
      List<TraitChange> changes,
      List<TraitChange> confirmed,
      List<TraitChange> settled,
      int names,
      int tooMany) {}
}
