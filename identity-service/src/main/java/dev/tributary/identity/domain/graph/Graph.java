package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.Changes.Created;
import dev.tributary.identity.domain.graph.Changes.Link;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the graph that some events touch, in memory: decides them one after the other, each
 * on what the ones before left, and tells in the end what to store.
 *
 * <p>Nobody has an event's identifiers: a new profile. One has: it is that one's. Several have:
 * they are one customer from now on, unless that would have more than {@link #MAX_USER_IDS} {@code
 * user_id}. Then, as Segment's merge protection does, the event's identifier of lowest priority is
 * left out and the rest looked up again, until it fits. What was left out stays with whom it is; if
 * nobody has it, the event's profile gets it after all, which joins nobody.
 *
 * <p>Not thread-safe; one graph decides one batch.
 */
public final class Graph {

  /** {@code user_id}s a profile may ever have: two known users are never made one. */
  public static final int MAX_USER_IDS = 1;

  /** Identifiers a decision tells of that a merge brought in from each vanished profile. */
  public static final int MAX_BROUGHT_IN = 1_000;

  private final Known known;
  private final Map<Identifier, ProfileId> roots;
  private final Map<ProfileId, Cluster> clusters;
  private final Map<ProfileId, ProfileId> absorbed = new HashMap<>();
  private final Map<ProfileId, List<Identifier>> identifiers = new HashMap<>();
  private final Map<ProfileId, Set<Identifier>> shared = new HashMap<>();
  private final TraitLedger traits;

  private final List<ProfileId> created = new ArrayList<>();
  private final Set<ProfileId> changed = new LinkedHashSet<>();
  private final Map<ProfileId, ProfileId> vanished = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Link> sharedLinks = new ArrayList<>();
  private final List<StoredDecision> decisions = new ArrayList<>();

  public Graph(Known known) {
    this.known = known;
    this.roots = new HashMap<>(known.roots());
    this.clusters = new HashMap<>(known.clusters());
    this.traits = new TraitLedger(known.traits());
    known.identifiers().forEach((root, all) -> identifiers.put(root, new ArrayList<>(all)));
    known.shared().forEach((root, all) -> shared.put(root, new HashSet<>(all)));
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
    int fitting = fitting(event.joining());
    var matches = rootsOf(event.joining().subList(0, fitting));
    var merge = matches.isEmpty() ? create(event) : merge(matches);
    var root = merge.root();
    var added = new ArrayList<Identifier>();
    var setAside = new ArrayList<>(event.setAside());
    link(event, fitting, root, added, setAside);
    var written = traits.write(root, event);
    see(root, event.origin(), written.any());
    added.addAll(merge.broughtIn());

    var profile = cluster(root).survivor();
    var decision = new Decision(profile, written.changes(), added, merge.vanished());
    if (decision.changedSomething()) {
      changed.add(root);
      clusters.computeIfPresent(root, (_, cluster) -> cluster.changed(event.origin()));
      decisions.add(new StoredDecision(event.birth(), event.origin().messageId(), decision));
    }
    return new Resolution(decision, merge.outcome(), setAside);
  }

  /** What the events decided so far change. */
  public Changes changes() {
    var expected = new LinkedHashMap<ProfileId, Long>();
    var kept = new LinkedHashMap<ProfileId, Cluster>();
    var moved = new LinkedHashMap<ProfileId, ProfileId>();
    var touched = new LinkedHashMap<ProfileId, Long>();
    for (var root : changed) {
      var now = find(root);
      var state = cluster(now).nextVersion();
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
    vanished.forEach(
        (profile, root) -> touched.put(profile, cluster(find(root)).nextVersion().version()));
    var profiles = created.stream().map(this::created).toList();
    return new Changes(
        expected,
        List.copyOf(kept.values()),
        profiles,
        moved,
        links.stream().map(this::current).toList(),
        sharedLinks.stream().map(this::current).toList(),
        traits.writes(),
        List.copyOf(decisions),
        touched);
  }

  private static Resolution unidentified(Evidence event) {
    var profile = ProfileId.bornOf(event.birth());
    var changes = new TraitLedger(Map.of()).write(profile, event).changes();
    var decision = new Decision(profile, changes, List.of(), List.of());
    return new Resolution(decision, Outcome.UNIDENTIFIED, event.setAside());
  }

  /** How many of an event's identifiers, highest priority first, can be one customer's. */
  private int fitting(List<Identifier> joining) {
    int fitting = joining.size();
    while (fitting > 1 && userIds(joining.subList(0, fitting)).size() > MAX_USER_IDS) {
      fitting--;
    }
    return fitting;
  }

  private Set<String> userIds(List<Identifier> joining) {
    var userIds = new HashSet<String>();
    for (var identifier : joining) {
      if (identifier.type().equals(IdentifierType.USER_ID)) {
        userIds.add(identifier.value());
      }
    }
    for (var root : rootsOf(joining)) {
      userIds.addAll(cluster(root).userIds());
    }
    return userIds;
  }

  private Set<ProfileId> rootsOf(List<Identifier> joining) {
    var found = new LinkedHashSet<ProfileId>();
    for (var identifier : joining) {
      var root = roots.get(identifier);
      if (root != null) {
        found.add(find(root));
      }
    }
    return found;
  }

  private Merge create(Evidence event) {
    var profile = ProfileId.bornOf(event.birth());
    clusters.put(profile, Cluster.madeBy(event.origin(), profile));
    identifiers.put(profile, new ArrayList<>());
    created.add(profile);
    changed.add(profile);
    return new Merge(profile, Outcome.CREATED, List.of(), List.of());
  }

  private Merge merge(Set<ProfileId> matches) {
    var parts = matches.stream().map(this::cluster).toList();
    var whole = parts.stream().reduce(Cluster::with).orElseThrow();
    if (parts.size() == 1) {
      return new Merge(whole.root(), Outcome.MATCHED, List.of(), List.of());
    }
    var gone = new ArrayList<ProfileId>();
    var broughtIn = new ArrayList<Identifier>();
    for (var part : parts) {
      changed.add(part.root());
      if (!part.survivor().equals(whole.survivor())) {
        gone.add(part.survivor());
        var all = identifiers.getOrDefault(part.root(), List.of());
        broughtIn.addAll(all.subList(0, Math.min(all.size(), MAX_BROUGHT_IN)));
      }
    }
    for (var part : parts) {
      if (!part.root().equals(whole.root())) {
        absorb(part.root(), whole.root());
      }
    }
    clusters.put(whole.root(), whole);
    Collections.sort(gone);
    gone.forEach(profile -> vanished.put(profile, whole.root()));
    return new Merge(whole.root(), Outcome.MERGED, gone, broughtIn);
  }

  private void absorb(ProfileId from, ProfileId into) {
    absorbed.put(from, into);
    traits.move(from, into);
    var more = identifiers.remove(from);
    if (more != null) {
      identifiers.computeIfAbsent(into, _ -> new ArrayList<>()).addAll(more);
    }
    var sharedToo = shared.remove(from);
    if (sharedToo != null) {
      shared.computeIfAbsent(into, _ -> new HashSet<>()).addAll(sharedToo);
    }
  }

  private void link(
      Evidence event, int fitting, ProfileId root, List<Identifier> added, List<String> setAside) {
    var joining = event.joining();
    for (int i = 0; i < joining.size(); i++) {
      var identifier = joining.get(i);
      boolean leftOut = i >= fitting;
      boolean userId = identifier.type().equals(IdentifierType.USER_ID);
      if (leftOut && (userId || roots.containsKey(identifier))) {
        setAside.add("identifier_demoted");
      } else if (roots.putIfAbsent(identifier, root) == null) {
        add(identifier, root, added);
        links.add(new Link(identifier, root, event.origin()));
        if (userId) {
          clusters.computeIfPresent(root, (_, cluster) -> cluster.withUserId(identifier.value()));
        }
      }
    }
    for (var identifier : event.shared()) {
      if (shared.computeIfAbsent(root, _ -> new HashSet<>()).add(identifier)) {
        add(identifier, root, added);
        sharedLinks.add(new Link(identifier, root, event.origin()));
      }
    }
  }

  private void add(Identifier identifier, ProfileId root, List<Identifier> added) {
    added.add(identifier);
    identifiers.computeIfAbsent(root, _ -> new ArrayList<>()).add(identifier);
    clusters.computeIfPresent(root, (_, cluster) -> cluster.grown());
  }

  /** Notes an event that is older than all before, and one that wrote traits. */
  private void see(ProfileId root, Origin origin, boolean wroteTraits) {
    var cluster = cluster(root);
    var seen = cluster.seen(origin);
    if (wroteTraits || !seen.equals(cluster)) {
      clusters.put(root, seen);
      changed.add(root);
    }
  }

  private Created created(ProfileId profile) {
    return new Created(profile, find(profile), cluster(profile).nextVersion());
  }

  private Link current(Link link) {
    return new Link(link.identifier(), find(link.root()), link.origin());
  }

  private ProfileId find(ProfileId root) {
    var current = root;
    var next = absorbed.get(current);
    while (next != null) {
      current = next;
      next = absorbed.get(current);
    }
    return current;
  }

  private Cluster cluster(ProfileId root) {
    var cluster = clusters.get(root);
    if (cluster == null) {
      throw new IllegalStateException("A root without its cluster");
    }
    return cluster;
  }

  private record Merge(
      ProfileId root, Outcome outcome, List<ProfileId> vanished, List<Identifier> broughtIn) {}
}
