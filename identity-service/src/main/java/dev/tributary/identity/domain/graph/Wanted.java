package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be known, beyond the clusters, to decide some events in their order. Events that touch
 * each other may make their clusters one, so what one of them asks is asked of all those clusters.
 *
 * @param traits names of traits by root
 * @param contested roots of which every trait is asked for: these events could join several that
 *     have some. Only who tells the profile tables needs them
 * @param shared shared identifiers by root
 * @param listed roots whose identifiers are asked for: these events could join or rename them
 * @param given types with a limit over a span, by root, where these events could use it up
 */
public record Wanted(
    Map<CellId, Set<String>> traits,
    Set<CellId> contested,
    Map<CellId, Set<Identifier>> shared,
    Set<CellId> listed,
    Map<CellId, Set<IdentifierType>> given) {

  private static final Wanted NOTHING =
      new Wanted(Map.of(), Set.of(), Map.of(), Set.of(), Map.of());

  /** What these events ask, with the nodes and clusters that were found for them. */
  public static Wanted of(
      List<Evidence> events,
      Map<Identifier, Node> nodes,
      Map<CellId, Cluster> clusters,
      Rules rules) {
    if (clusters.isEmpty()) {
      return NOTHING;
    }
    var groups = new HashMap<Object, Object>();
    for (var event : events) {
      Object first = null;
      for (var identifier : event.joining()) {
        var place = place(identifier, nodes);
        if (first != null) {
          union(groups, first, place);
        }
        first = place;
      }
    }
    var components = new HashMap<Object, Component>();
    for (var cluster : clusters.values()) {
      components
          .computeIfAbsent(find(groups, cluster.root()), _ -> new Component())
          .clusters
          .add(cluster);
    }
    for (var event : events) {
      if (!event.joining().isEmpty()) {
        var component = components.get(find(groups, place(event.joining().getFirst(), nodes)));
        if (component != null) {
          component.add(event, nodes);
        }
      }
    }
    return of(components.values(), rules);
  }

  /** What events say of the clusters that their own identifiers are in. */
  public static Wanted own(List<Evidence> events, Map<Identifier, Node> nodes) {
    var traits = new HashMap<CellId, Set<String>>();
    var shared = new HashMap<CellId, Set<Identifier>>();
    for (var event : events) {
      for (var identifier : event.joining()) {
        var node = nodes.get(identifier);
        if (node != null) {
          addAll(traits, node.root(), event.traits().keySet());
          addAll(shared, node.root(), event.shared());
        }
      }
    }
    return new Wanted(traits, Set.of(), shared, Set.of(), Map.of());
  }

  /** What remains to be asked when some traits and shared identifiers were. */
  public Wanted without(Wanted asked) {
    return new Wanted(
        without(traits, asked.traits), contested, without(shared, asked.shared), listed, given);
  }

  /** Whether the clusters alone suffice. */
  public boolean isEmpty() {
    return traits.isEmpty()
        && contested.isEmpty()
        && shared.isEmpty()
        && listed.isEmpty()
        && given.isEmpty();
  }

  private static Wanted of(Collection<Component> components, Rules rules) {
    var traits = new HashMap<CellId, Set<String>>();
    var contested = new HashSet<CellId>();
    var shared = new HashMap<CellId, Set<Identifier>>();
    var listed = new HashSet<CellId>();
    var given = new HashMap<CellId, Set<IdentifierType>>();
    for (var component : components) {
      var limited = component.limited(rules);
      contested.addAll(component.contested());
      for (var cluster : component.clusters) {
        if (!component.traits.isEmpty()) {
          traits.put(cluster.root(), component.traits);
        }
        if (!component.shared.isEmpty()) {
          shared.put(cluster.root(), component.shared);
        }
        if (!limited.isEmpty()) {
          given.put(cluster.root(), limited);
        }
        if (component.clusters.size() > 1
            || !component.earliest.isAfter(cluster.first().receivedAt())) {
          listed.add(cluster.root());
        }
      }
    }
    return new Wanted(traits, contested, shared, listed, given);
  }

  private static <T> void addAll(Map<CellId, Set<T>> all, CellId root, Collection<T> more) {
    if (!more.isEmpty()) {
      all.computeIfAbsent(root, _ -> new HashSet<>()).addAll(more);
    }
  }

  private static <T> Map<CellId, Set<T>> without(
      Map<CellId, Set<T>> wanted, Map<CellId, Set<T>> asked) {
    var left = new HashMap<CellId, Set<T>>();
    wanted.forEach((root, all) -> {
      var some = new HashSet<>(all);
      some.removeAll(asked.getOrDefault(root, Set.of()));
      addAll(left, root, some);
    });
    return left;
  }

  private static Object place(Identifier identifier, Map<Identifier, Node> nodes) {
    var node = nodes.get(identifier);
    return node == null ? identifier : node.root();
  }

  private static Object find(Map<Object, Object> groups, Object node) {
    var parent = groups.get(node);
    while (parent != null) {
      var next = groups.get(parent);
      if (next != null) {
        groups.put(node, next);
      }
      node = parent;
      parent = next;
    }
    return node;
  }

  private static void union(Map<Object, Object> groups, Object one, Object other) {
    var a = find(groups, one);
    var b = find(groups, other);
    if (!a.equals(b)) {
      groups.put(b, a);
    }
  }

  /** Clusters and events that may become one customer. */
  private static final class Component {
    private final List<Cluster> clusters = new ArrayList<>();
    private final Set<String> traits = new HashSet<>();
    private final Set<Identifier> shared = new HashSet<>();
    private final Set<IdentifierType> fresh = new HashSet<>();
    private Instant earliest = Instant.MAX;

    private void add(Evidence event, Map<Identifier, Node> nodes) {
      traits.addAll(event.traits().keySet());
      shared.addAll(event.shared());
      if (event.origin().receivedAt().isBefore(earliest)) {
        earliest = event.origin().receivedAt();
      }
      for (var identifier : event.joining()) {
        if (!nodes.containsKey(identifier)) {
          fresh.add(identifier.type());
        }
      }
    }

    private List<CellId> contested() {
      var having = clusters.stream().filter(c -> c.traits() > 0).map(Cluster::root).toList();
      return having.size() > 1 ? having : List.of();
    }

    /** Types of which a profile here could get too many within a span. */
    private Set<IdentifierType> limited(Rules rules) {
      var types = new HashSet<>(fresh);
      if (clusters.size() > 1) {
        clusters.forEach(cluster -> types.addAll(cluster.counts().keySet()));
      }
      types.removeIf(
          type -> rules.limits(type).stream().allMatch(limit -> limit.per() == Limit.Span.EVER));
      return types;
    }
  }
}
