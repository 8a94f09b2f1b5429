package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.Changes.Created;
import dev.tributary.identity.domain.graph.Changes.Given;
import dev.tributary.identity.domain.graph.Changes.Shared;
import dev.tributary.identity.domain.graph.Changes.TraitWrite;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The part of the graph that some events touch, in memory: decides them one after the other, each
 * on what the ones before left, and tells in the end what to store.
 *
 * <p>Nobody has an event's identifiers: a new profile. One has: it is that one's. Several have:
 * they are one customer from now on, unless a limit or a cut forbids it ({@link Fit}). Then, as
 * Segment's merge protection does, the event's identifier of lowest priority is left out and the
 * rest looked up again, until it fits. What was left out stays with whom it is, and the link is
 * noted as kept apart; if nobody has it and the profile may have one more of it, it gets it after
 * all, which joins nobody.
 *
 * <p>Under rules without limits the same events leave the same graph in every order: who is joined
 * with whom is a union of sets, a first sighting a minimum, a day an element of a set, the survivor
 * a minimum over first sightings, a trait a maximum.
 *
 * <p>Not thread-safe; one graph decides one batch.
 */
public final class Graph {

  /** Identifiers a decision tells of that a merge brought in from each vanished profile. */
  public static final int MAX_BROUGHT_IN = 1_000;

  private final Known known;
  private final Rules rules;
  private final Fit fit;
  private final LinkLedger links;
  private final TraitLedger traits;
  private final Map<Identifier, Node> nodes;
  private final Map<CellId, Cluster> clusters;
  private final Map<CellId, CellId> absorbed = new HashMap<>();
  private final Map<CellId, List<Identifier>> identifiers = new HashMap<>();
  private final Map<CellId, Map<Identifier, Set<ProfileId>>> shared = new HashMap<>();

  private final List<CellId> created = new ArrayList<>();
  private final Set<CellId> changed = new LinkedHashSet<>();
  private final Map<ProfileId, CellId> vanished = new LinkedHashMap<>();
  private final Set<Identifier> given = new LinkedHashSet<>();
  private final Set<Identifier> older = new LinkedHashSet<>();
  private final List<Shared> sharedGiven = new ArrayList<>();
  private final List<StoredDecision> decisions = new ArrayList<>();
  private final List<Decision> told = new ArrayList<>();
  private boolean editing;

  public Graph(Known known, Rules rules) {
    this.known = known;
    this.rules = rules;
    this.fit = new Fit(rules, known.given());
    this.links = new LinkLedger(known.links());
    this.traits = new TraitLedger(known.traits(), rules);
    this.nodes = new HashMap<>(known.nodes());
    this.clusters = new HashMap<>(known.clusters());
    known.identifiers().forEach((root, all) -> identifiers.put(root, new ArrayList<>(all)));
    known
        .shared()
        .forEach((root, all) -> all.forEach((id, anchors) -> anchors(root, id).addAll(anchors)));
  }

  /** Decides the next event. */
  public Resolution resolve(Evidence event) {
    var before = known.decisions().get(event.birth());
    if (before != null && before.messageId().equals(event.origin().messageId())) {
      return new Resolution(before.decision(), Outcome.REPLAYED, event.setAside());
    }
    if (event.joining().isEmpty()) {
      return unidentified(event);
    }
    var taken = take(event);
    var parts = parts(event.joining().subList(0, taken.fitting()));
    var root = parts.isEmpty() ? create(event) : join(parts);
    var anchor = id(event.joining().getFirst());
    var setAside = new ArrayList<>(event.setAside());
    var added = new ArrayList<Identifier>();
    boolean news = link(event, taken, root, added, setAside);
    news |= share(event, root, anchor, added);
    int room = Rules.MAX_TRAITS - cluster(root).traits();
    var written = traits.write(root, anchor, event, room);
    setAside.addAll(Collections.nCopies(written.tooMany(), "traits_too_many"));
    change(root, cluster -> cluster.withTraits(written.names()));
    news |= !event.traits().isEmpty();
    return decided(event, root, parts, written, added, news, setAside);
  }

  /** Decides what no event said, but a person or a rule: others are told of it apart. */
  public Resolution edit(Evidence evidence) {
    editing = true;
    try {
      return resolve(evidence);
    } finally {
      editing = false;
    }
  }

  /** What the events decided so far change. */
  public Changes changes() {
    var expected = new LinkedHashMap<CellId, Long>();
    var kept = new LinkedHashMap<CellId, Cluster>();
    var moved = new LinkedHashMap<CellId, CellId>();
    var touched = new LinkedHashMap<ProfileId, Long>();
    for (var root : changed) {
      var now = find(root);
      var state = cluster(now);
      touched.put(state.survivor(), state.version());
      var stored = known.clusters().get(root);
      if (stored != null) {
        expected.put(root, stored.version());
        if (now.equals(root)) {
          kept.put(root, state);
        } else {
          moved.put(root, now);
        }
      }
    }
    vanished.forEach((profile, root) -> touched.put(profile, cluster(find(root)).version()));
    return new Changes(
        expected,
        List.copyOf(kept.values()),
        created.stream().map(cell -> new Created(cell, find(cell), cluster(find(cell)))).toList(),
        moved,
        given.stream().map(each -> new Given(each, current(each))).toList(),
        older.stream().filter(each -> !given.contains(each)).map(this::current).toList(),
        links.links(),
        links.turned(),
        links.seen(),
        sharedGiven.stream()
            .map(s -> new Shared(s.identifier(), find(s.root()), s.anchor(), s.origin()))
            .toList(),
        traits.writes().stream()
            .map(write -> new TraitWrite(find(write.root()), write.trait()))
            .toList(),
        List.copyOf(decisions),
        List.copyOf(told),
        touched);
  }

  private Resolution unidentified(Evidence event) {
    var profile = ProfileId.ofUnidentified(event.birth());
    var changes =
        new TraitLedger(Map.of(), rules)
            .write(CellId.bornOf(event.birth()), profile, event, Rules.MAX_TRAITS)
            .changes();
    var decision = new Decision(profile, changes, List.of(), List.of(), List.of(), List.of(), 0);
    return new Resolution(decision, Outcome.UNIDENTIFIED, event.setAside());
  }

  /** How many of an event's identifiers, highest priority first, can be one customer's. */
  private Taken take(Evidence event) {
    var joining = event.joining();
    var at = event.origin().receivedAt();
    var reason = "";
    for (int fitting = joining.size(); fitting > 1; fitting--) {
      var some = joining.subList(0, fitting);
      var parts = new ArrayList<Cluster>();
      rootsOf(some).forEach(root -> parts.add(cluster(root)));
      var fresh = new ArrayList<>(some);
      fresh.removeIf(nodes::containsKey);
      var hindrance = fit.hindrance(parts, fresh, at);
      if (hindrance.isEmpty()) {
        return new Taken(fitting, reason);
      }
      reason = hindrance;
    }
    return new Taken(1, reason);
  }

  private Set<CellId> rootsOf(List<Identifier> joining) {
    var found = new LinkedHashSet<CellId>();
    for (var identifier : joining) {
      var node = nodes.get(identifier);
      if (node != null) {
        found.add(find(node.root()));
      }
    }
    return found;
  }

  private List<Part> parts(List<Identifier> joining) {
    var parts = new ArrayList<Part>();
    for (var root : rootsOf(joining)) {
      var all = identifiers.getOrDefault(root, List.of());
      var some = List.copyOf(all.subList(0, Math.min(all.size(), MAX_BROUGHT_IN)));
      parts.add(new Part(cluster(root), some));
    }
    return parts;
  }

  private CellId create(Evidence event) {
    var cell = CellId.bornOf(event.birth());
    clusters.put(cell, Cluster.madeBy(event.origin(), cell, id(event.joining().getFirst())));
    identifiers.put(cell, new ArrayList<>());
    created.add(cell);
    return cell;
  }

  private CellId join(List<Part> parts) {
    var whole = parts.stream().map(Part::cluster).reduce(Cluster::with).orElseThrow();
    for (var part : parts) {
      var from = part.cluster().root();
      if (!from.equals(whole.root())) {
        changed.add(from);
        absorb(from, whole.root());
      }
    }
    clusters.put(whole.root(), whole);
    return whole.root();
  }

  private void absorb(CellId from, CellId into) {
    absorbed.put(from, into);
    traits.move(from, into);
    fit.move(from, into);
    var more = identifiers.remove(from);
    if (more != null) {
      identifiers.computeIfAbsent(into, _ -> new ArrayList<>()).addAll(more);
    }
    var sharedToo = shared.remove(from);
    if (sharedToo != null) {
      sharedToo.forEach((identifier, anchors) -> anchors(into, identifier).addAll(anchors));
    }
  }

  /** Gives the event's identifiers to its customer; tells whether anything about it is news. */
  private boolean link(
      Evidence event, Taken taken, CellId root, List<Identifier> added, List<String> setAside) {
    var anchor = event.joining().getFirst();
    boolean news = false;
    for (int i = 0; i < event.joining().size(); i++) {
      var identifier = event.joining().get(i);
      var apart = i < taken.fitting() ? "" : apart(identifier, taken, root, event);
      if (!apart.isEmpty()) {
        setAside.add("identifier_demoted");
      } else {
        news |= give(identifier, root, event.origin(), added);
      }
      if (i > 0) {
        var pair = Pair.of(id(anchor), id(identifier));
        news |= links.see(pair, identifier, event.origin(), apart);
      }
    }
    return news;
  }

  /** Why one that was left out is kept apart; empty where it joins nobody and may be given. */
  private String apart(Identifier identifier, Taken taken, CellId root, Evidence event) {
    var node = nodes.get(identifier);
    if (node != null) {
      return find(node.root()).equals(root) ? "" : taken.reason();
    }
    var at = event.origin().receivedAt();
    return fit.hindrance(List.of(cluster(root)), List.of(identifier), at);
  }

  private boolean give(Identifier identifier, CellId root, Origin origin, List<Identifier> added) {
    var node = nodes.get(identifier);
    boolean isNew = node == null;
    if (node == null) {
      node = new Node(id(identifier), root, origin);
      given.add(identifier);
      fit.give(root, identifier.type(), origin.receivedAt());
      added.add(identifier);
      identifiers.computeIfAbsent(root, _ -> new ArrayList<>()).add(identifier);
      change(root, cluster -> cluster.with(identifier.type()));
    }
    var seen = isNew ? node : node.seen(origin);
    boolean isOlder = !seen.equals(node);
    if (isOlder) {
      older.add(identifier);
    }
    nodes.put(identifier, seen);
    if (isNew || isOlder) {
      change(root, cluster -> cluster.seen(seen.id(), seen.first()));
    }
    return isNew || isOlder;
  }

  private boolean share(Evidence event, CellId root, ProfileId anchor, List<Identifier> added) {
    boolean news = false;
    for (var identifier : event.shared()) {
      var anchors = anchors(root, identifier);
      if (anchors.isEmpty()) {
        added.add(identifier);
        identifiers.computeIfAbsent(root, _ -> new ArrayList<>()).add(identifier);
      }
      if (anchors.add(anchor)) {
        sharedGiven.add(new Shared(identifier, root, anchor, event.origin()));
        news = true;
      }
    }
    return news;
  }

  private Resolution decided(
      Evidence event,
      CellId root,
      List<Part> parts,
      TraitLedger.Written written,
      List<Identifier> added,
      boolean news,
      List<String> setAside) {
    var profile = cluster(root).survivor();
    var gone = new ArrayList<ProfileId>();
    for (var part : parts) {
      if (!part.cluster().survivor().equals(profile)) {
        gone.add(part.cluster().survivor());
        added.addAll(part.identifiers());
      }
    }
    gone.sort(ProfileId::compareTo);
    gone.forEach(each -> vanished.put(each, root));
    if (!news && gone.isEmpty() && parts.size() == 1) {
      var unchanged = Decision.unchanged(profile, cluster(root).version());
      return new Resolution(unchanged, Outcome.MATCHED, setAside);
    }
    changed.add(root);
    change(root, Cluster::changed);
    var decision = Decision.of(profile, written, added, gone, cluster(root).version());
    if (decision.changedSomething()) {
      change(root, cluster -> cluster.changedBy(event.origin()));
      if (editing) {
        told.add(decision);
      } else {
        decisions.add(new StoredDecision(event.birth(), event.origin().messageId(), decision));
      }
    }
    var outcome =
        parts.isEmpty() ? Outcome.CREATED : gone.isEmpty() ? Outcome.MATCHED : Outcome.MERGED;
    return new Resolution(decision, outcome, setAside);
  }

  private void change(CellId root, UnaryOperator<Cluster> change) {
    clusters.computeIfPresent(root, (_, cluster) -> change.apply(cluster));
  }

  private Set<ProfileId> anchors(CellId root, Identifier identifier) {
    return shared
        .computeIfAbsent(root, _ -> new HashMap<>())
        .computeIfAbsent(identifier, _ -> new HashSet<>());
  }

  private ProfileId id(Identifier identifier) {
    return Objects.requireNonNull(known.ids().get(identifier), "An identifier nobody looked up");
  }

  private Node current(Identifier identifier) {
    var node = nodes.get(identifier);
    if (node == null) {
      throw new IllegalStateException("An identifier that was not given");
    }
    return node.under(find(node.root()));
  }

  private CellId find(CellId root) {
    var current = root;
    var next = absorbed.get(current);
    while (next != null) {
      current = next;
      next = absorbed.get(current);
    }
    return current;
  }

  private Cluster cluster(CellId root) {
    return Objects.requireNonNull(clusters.get(root), "A root without its cluster");
  }

  /**
   * How many of an event's identifiers are one customer's.
   *
   * @param reason why not all of them are
   */
  private record Taken(int fitting, String reason) {}

  /** A cluster before the event, with the identifiers that it would bring into another. */
  private record Part(Cluster cluster, List<Identifier> identifiers) {}
}
