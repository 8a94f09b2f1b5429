package dev.tributary.identity.domain;

import dev.tributary.identity.domain.cut.Component;
import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.CutStore;
import dev.tributary.identity.domain.cut.Separation;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Known;
import dev.tributary.identity.domain.graph.Node;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.graph.StoredDecision;
import dev.tributary.identity.domain.graph.Wanted;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.simulate.StoredEvidence;
import dev.tributary.identity.domain.trait.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The graph in maps, for tests of the domain. Passes the same contract as PostgreSQL. */
public final class MemoryGraphStore implements GraphStore, CutStore {

  private final ProfileIds ids;
  private final Map<Identifier, Node> nodes = new HashMap<>();
  private final Map<CellId, CellId> parents = new HashMap<>();
  private final Map<CellId, Cluster> clusters = new HashMap<>();
  private final Map<Pair, Sighting> links = new HashMap<>();
  private final Map<CellId, Map<TraitKey, Trait>> traits = new HashMap<>();
  private final Map<CellId, Map<Identifier, Set<ProfileId>>> shared = new HashMap<>();
  private final Map<Birth, StoredDecision> decisions = new HashMap<>();
  private final Map<ProfileId, Map<CutId, CutId.Side>> sides = new HashMap<>();
  private final Map<ProfileId, Identifier> named = new HashMap<>();
  private final List<Separation> separations = new ArrayList<>();
  private final List<Decision> edits = new ArrayList<>();

  public MemoryGraphStore() {
    this(Histories.IDS);
  }

  public MemoryGraphStore(ProfileIds ids) {
    this.ids = ids;
  }

  private record TraitKey(String name, ProfileId anchor) {}

  @Override
  public synchronized Known look(List<Evidence> events, Rules rules) {
    var named = new HashMap<Identifier, ProfileId>();
    var found = new HashMap<Identifier, Node>();
    var foundClusters = new HashMap<CellId, Cluster>();
    for (var event : events) {
      for (var identifier : event.joining()) {
        named.put(identifier, ids.of(identifier));
        this.named.put(ids.of(identifier), identifier);
        var node = nodes.get(identifier);
        if (node != null) {
          var root = parents.get(node.root());
          found.put(identifier, new Node(node.id(), root, node.first()));
          foundClusters.put(root, clusters.get(root));
        }
      }
    }
    var wanted = Wanted.of(events, found, foundClusters, rules);
    var wantedTraits = new HashMap<CellId, Map<String, Trait>>();
    wanted
        .traits()
        .forEach((root, names) -> {
          var some = effective(root);
          some.keySet().retainAll(names);
          wantedTraits.put(root, some);
        });
    wanted.contested().forEach(root -> wantedTraits.put(root, effective(root)));
    var wantedShared = new HashMap<CellId, Map<Identifier, Set<ProfileId>>>();
    wanted
        .shared()
        .forEach((root, all) -> {
          var some = new HashMap<Identifier, Set<ProfileId>>();
          shared.getOrDefault(root, Map.of()).forEach((id, a) -> some.put(id, new HashSet<>(a)));
          some.keySet().retainAll(all);
          wantedShared.put(root, some);
        });
    var listed = new HashMap<CellId, List<Identifier>>();
    wanted.listed().forEach(root -> listed.put(root, new ArrayList<>(identifiers(root))));
    var given = new HashMap<CellId, Map<IdentifierType, List<Instant>>>();
    wanted.given().forEach((root, types) -> types.forEach(type -> given(root, type, given)));
    var decided = new HashMap<>(decisions);
    decided.keySet().retainAll(events.stream().map(Evidence::birth).toList());
    return new Known(
        splits(),
        named,
        found,
        foundClusters,
        Map.copyOf(links),
        wantedTraits,
        wantedShared,
        listed,
        given,
        decided);
  }

  @Override
  public synchronized long splits() {
    return separations.stream().filter(Separation::separates).count();
  }

  @Override
  public synchronized <T> T hold(Set<CellId> cells, Function<GraphStore, T> attempt) {
    return attempt.apply(this);
  }

  @Override
  public synchronized boolean write(Changes changes) {
    boolean asExpected =
        changes.expected().entrySet().stream()
            .allMatch(entry ->
                parents.get(entry.getKey()).equals(entry.getKey())
                    && clusters.get(entry.getKey()).version() == entry.getValue());
    boolean free =
        changes.identifiers().stream().noneMatch(given -> nodes.containsKey(given.identifier()));
    boolean undecided =
        changes.decisions().stream().noneMatch(stored -> decisions.containsKey(stored.birth()));
    if (!asExpected || !free || !undecided) {
      return false;
    }
    for (var created : changes.created()) {
      parents.put(created.cell(), created.root());
      clusters.put(created.cell(), created.state());
    }
    changes.roots().forEach(cluster -> clusters.put(cluster.root(), cluster));
    changes.moved().forEach(this::move);
    changes.identifiers().forEach(given -> nodes.put(given.identifier(), given.node()));
    for (var older : changes.older()) {
      nodes.replaceAll((_, node) ->
          node.id().equals(older.id()) ? new Node(node.id(), node.root(), older.first()) : node);
    }
    changes.links().forEach(link -> links.merge(link.pair(), link.sighting(), Sighting::and));
    changes.turned().forEach(link -> links.merge(link.pair(), link.sighting(), Sighting::and));
    changes.seen().forEach(link -> links.merge(link.pair(), link.sighting(), Sighting::and));
    changes
        .shared()
        .forEach(given ->
            shared
                .computeIfAbsent(given.root(), _ -> new HashMap<>())
                .computeIfAbsent(given.identifier(), _ -> new HashSet<>())
                .add(given.anchor()));
    for (var write : changes.traits()) {
      traits
          .computeIfAbsent(write.root(), _ -> new HashMap<>())
          .merge(
              new TraitKey(write.trait().name(), write.trait().anchor()),
              write.trait(),
              Trait::orStronger);
    }
    changes.decisions().forEach(stored -> decisions.put(stored.birth(), stored));
    edits.addAll(changes.told());
    return true;
  }

  /** All evidence, as a simulation reads it. */
  public synchronized void visit(StoredEvidence.Visitor visitor) {
    nodes.forEach((identifier, node) ->
        visitor.identifier(
            identifier,
            node.id(),
            node.first().receivedAt(),
            clusters.get(parents.get(node.root())).survivor()));
    sides.forEach((node, cuts) -> cuts.forEach((cut, side) -> visitor.side(node, cut, side)));
    links.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparing(Sighting::first)))
        .forEach(link ->
            visitor.link(
                named.get(link.getKey().low()),
                named.get(link.getKey().high()),
                link.getValue().apart(),
                link.getValue().first()));
  }

  /** The identifiers that were ever looked up, by their nodes. */
  public Map<ProfileId, Identifier> named() {
    return named;
  }

  @Override
  public ProfileId id(Identifier identifier) {
    return ids.of(identifier);
  }

  @Override
  public synchronized Optional<Component> load(ProfileId id) {
    var root =
        nodes.values().stream()
            .filter(node -> node.id().equals(id))
            .map(node -> parents.get(node.root()))
            .findAny();
    return root.map(this::component);
  }

  @Override
  public synchronized boolean apply(Separation separation, Cut cut) {
    var before = separation.before().cluster();
    if (clusters.get(before.root()).version() != before.version()) {
      return false;
    }
    separation
        .cutLinks()
        .forEach(pair ->
            links.computeIfPresent(
                pair, (_, seen) -> new Sighting(seen.first(), seen.days(), Sighting.CUT)));
    separation
        .sides()
        .forEach(
            (node, side) -> sides.computeIfAbsent(node, _ -> new HashMap<>()).put(cut.id(), side));
    for (var part : separation.parts()) {
      var root = part.cluster().root();
      parents.put(root, root);
      clusters.put(root, part.cluster());
      nodes.replaceAll((_, node) ->
          part.nodes().contains(node.id()) ? new Node(node.id(), root, node.first()) : node);
      if (!root.equals(before.root())) {
        moveAnchored(before.root(), root, part.nodes());
      }
    }
    separations.add(separation);
    return true;
  }

  @Override
  public List<Map.Entry<Identifier, Identifier>> lift(CutId cut) {
    throw new UnsupportedOperationException("Only PostgreSQL lifts cuts");
  }

  /** What was told of cuts, in their order. */
  public List<Separation> separations() {
    return separations;
  }

  /** What was told of joins by hand, in their order. */
  public List<Decision> edits() {
    return edits;
  }

  private Component component(CellId root) {
    var members = new HashMap<ProfileId, Component.Member>();
    nodes.forEach((identifier, node) -> {
      if (parents.get(node.root()).equals(root)) {
        members.put(node.id(), new Component.Member(identifier, node.first()));
      }
    });
    var joined = new HashSet<Pair>();
    links.forEach((pair, seen) -> {
      if (seen.apart().isEmpty() && members.containsKey(pair.low())) {
        joined.add(pair);
      }
    });
    var sharedBy = new ArrayList<Component.SharedBy>();
    shared
        .getOrDefault(root, Map.of())
        .forEach((id, anchors) ->
            anchors.forEach(anchor -> sharedBy.add(new Component.SharedBy(id, anchor))));
    var itsSides = new HashMap<>(sides);
    itsSides.keySet().retainAll(members.keySet());
    return new Component(
        clusters.get(root),
        members,
        joined,
        itsSides,
        List.copyOf(traits.getOrDefault(root, Map.of()).values()),
        sharedBy);
  }

  private void moveAnchored(CellId from, CellId into, Set<ProfileId> anchors) {
    var there = new HashMap<TraitKey, Trait>();
    traits
        .getOrDefault(from, Map.of())
        .forEach((key, trait) -> {
          if (anchors.contains(key.anchor())) {
            there.put(key, trait);
          }
        });
    if (traits.containsKey(from)) {
      traits.get(from).keySet().removeAll(there.keySet());
    }
    traits.put(into, there);
    var sharedThere = new HashMap<Identifier, Set<ProfileId>>();
    shared
        .getOrDefault(from, Map.of())
        .forEach((id, all) -> {
          var moving = new HashSet<>(all);
          moving.retainAll(anchors);
          all.removeAll(moving);
          if (!moving.isEmpty()) {
            sharedThere.put(id, moving);
          }
        });
    if (shared.containsKey(from)) {
      shared.get(from).values().removeIf(Set::isEmpty);
    }
    shared.put(into, sharedThere);
  }

  /** Everybody the graph knows, as the naive model tells them. */
  public synchronized Set<NaiveModel.Person> persons() {
    return parents.values().stream()
        .distinct()
        .filter(root -> !identifiers(root).isEmpty())
        .map(this::person)
        .collect(Collectors.toSet());
  }

  private NaiveModel.Person person(CellId root) {
    var visible =
        effective(root).values().stream()
            .filter(trait -> !trait.removed())
            .collect(Collectors.toMap(Trait::name, Trait::value));
    var own = new HashSet<ProfileId>();
    nodes.values().stream()
        .filter(node -> parents.get(node.root()).equals(root))
        .forEach(node -> own.add(node.id()));
    var joined = new HashMap<>(links);
    joined
        .entrySet()
        .removeIf(link -> !own.contains(link.getKey().low()) || !link.getValue().apart().isEmpty());
    return new NaiveModel.Person(clusters.get(root).survivor(), identifiers(root), visible, joined);
  }

  private Map<String, Trait> effective(CellId root) {
    var effective = new TreeMap<String, Trait>();
    traits
        .getOrDefault(root, Map.of())
        .forEach((key, trait) -> effective.merge(key.name(), trait, Trait::orStronger));
    return effective;
  }

  private void given(
      CellId root, IdentifierType type, Map<CellId, Map<IdentifierType, List<Instant>>> given) {
    nodes.forEach((identifier, node) -> {
      if (identifier.type().equals(type) && parents.get(node.root()).equals(root)) {
        given
            .computeIfAbsent(root, _ -> new HashMap<>())
            .computeIfAbsent(type, _ -> new ArrayList<>())
            .add(node.first().receivedAt());
      }
    });
  }

  private Set<Identifier> identifiers(CellId root) {
    var all = new HashSet<>(shared.getOrDefault(root, Map.of()).keySet());
    nodes.forEach((identifier, node) -> {
      if (parents.get(node.root()).equals(root)) {
        all.add(identifier);
      }
    });
    return all;
  }

  private void move(CellId from, CellId into) {
    parents.replaceAll((_, root) -> root.equals(from) ? into : root);
    var moving = traits.remove(from);
    if (moving != null) {
      traits.computeIfAbsent(into, _ -> new HashMap<>()).putAll(moving);
    }
    var group = shared.remove(from);
    if (group != null) {
      var there = shared.computeIfAbsent(into, _ -> new HashMap<>());
      group.forEach(
          (id, anchors) -> there.computeIfAbsent(id, _ -> new HashSet<>()).addAll(anchors));
    }
  }
}
