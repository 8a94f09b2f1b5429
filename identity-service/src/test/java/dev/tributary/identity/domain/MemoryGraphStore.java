package dev.tributary.identity.domain;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Known;
import dev.tributary.identity.domain.graph.StoredDecision;
import dev.tributary.identity.domain.graph.Wanted;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The graph in maps, for tests of the domain. Passes the same contract as PostgreSQL. */
public final class MemoryGraphStore implements GraphStore {

  private final Map<Identifier, ProfileId> owners = new HashMap<>();
  private final Map<ProfileId, ProfileId> parents = new HashMap<>();
  private final Map<ProfileId, Cluster> clusters = new HashMap<>();
  private final Map<ProfileId, Map<String, Trait>> traits = new HashMap<>();
  private final Map<ProfileId, Set<Identifier>> shared = new HashMap<>();
  private final Map<Birth, StoredDecision> decisions = new HashMap<>();

  @Override
  public synchronized Known look(List<Evidence> events) {
    var roots = new HashMap<Identifier, ProfileId>();
    var found = new HashMap<ProfileId, Cluster>();
    for (var event : events) {
      for (var identifier : event.joining()) {
        if (owners.containsKey(identifier)) {
          var root = find(owners.get(identifier));
          roots.put(identifier, root);
          found.put(root, clusters.get(root));
        }
      }
    }
    var wanted = Wanted.of(events, roots);
    var wantedTraits = new HashMap<ProfileId, Map<String, Trait>>();
    wanted
        .traits()
        .forEach((root, names) -> {
          var some = new HashMap<>(traits.getOrDefault(root, Map.of()));
          some.keySet().retainAll(names);
          wantedTraits.put(root, some);
        });
    var wantedShared = new HashMap<ProfileId, Set<Identifier>>();
    wanted
        .shared()
        .forEach((root, all) -> {
          var some = new HashSet<>(shared.getOrDefault(root, Set.of()));
          some.retainAll(all);
          wantedShared.put(root, some);
        });
    var listed = new HashMap<ProfileId, List<Identifier>>();
    wanted.mayMerge().forEach(root -> listed.put(root, new ArrayList<>(identifiers(root))));
    var decided = new HashMap<>(decisions);
    decided.keySet().retainAll(events.stream().map(Evidence::birth).toList());
    return new Known(roots, found, wantedTraits, wantedShared, listed, decided);
  }

  @Override
  public synchronized boolean write(Changes changes) {
    boolean asExpected =
        changes.expected().entrySet().stream()
            .allMatch(entry ->
                parents.get(entry.getKey()).equals(entry.getKey())
                    && clusters.get(entry.getKey()).version() == entry.getValue());
    boolean free =
        changes.links().stream().noneMatch(link -> owners.containsKey(link.identifier()));
    boolean undecided =
        changes.decisions().stream().noneMatch(stored -> decisions.containsKey(stored.birth()));
    if (!asExpected || !free || !undecided) {
      return false;
    }
    for (var created : changes.created()) {
      parents.put(created.profile(), created.root());
      clusters.put(created.profile(), created.state());
    }
    changes.roots().forEach(cluster -> clusters.put(cluster.root(), cluster));
    changes.moved().forEach(this::move);
    changes.links().forEach(link -> owners.put(link.identifier(), link.root()));
    changes
        .sharedLinks()
        .forEach(link ->
            shared.computeIfAbsent(link.root(), _ -> new HashSet<>()).add(link.identifier()));
    for (var write : changes.traits()) {
      traits
          .computeIfAbsent(write.root(), _ -> new HashMap<>())
          .merge(write.trait().name(), write.trait(), Trait::orLater);
    }
    changes.decisions().forEach(stored -> decisions.put(stored.birth(), stored));
    return true;
  }

  /** Everybody the graph knows, as the naive model tells them. */
  public Set<NaiveModel.Person> persons() {
    return parents.keySet().stream()
        .map(this::find)
        .distinct()
        .map(this::person)
        .collect(Collectors.toSet());
  }

  private NaiveModel.Person person(ProfileId root) {
    var visible =
        traits.getOrDefault(root, Map.of()).values().stream()
            .filter(trait -> !trait.removed())
            .collect(Collectors.toMap(Trait::name, Trait::value));
    return new NaiveModel.Person(identifiers(root), visible);
  }

  private Set<Identifier> identifiers(ProfileId root) {
    var all = new HashSet<>(shared.getOrDefault(root, Set.of()));
    owners.forEach((identifier, profile) -> {
      if (find(profile).equals(root)) {
        all.add(identifier);
      }
    });
    return all;
  }

  private void move(ProfileId from, ProfileId into) {
    parents.replaceAll((_, root) -> root.equals(from) ? into : root);
    var moving = traits.remove(from);
    if (moving != null) {
      var there = traits.computeIfAbsent(into, _ -> new HashMap<>());
      moving.forEach((name, trait) -> there.merge(name, trait, Trait::orLater));
    }
    var group = shared.remove(from);
    if (group != null) {
      shared.computeIfAbsent(into, _ -> new HashSet<>()).addAll(group);
    }
  }

  private ProfileId find(ProfileId profile) {
    return parents.get(profile);
  }
}
