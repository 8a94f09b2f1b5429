package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
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
 * @param shared shared identifiers by root
 * @param mayMerge roots that these events could join
 */
public record Wanted(
    Map<ProfileId, Set<String>> traits,
    Map<ProfileId, Set<Identifier>> shared,
    Set<ProfileId> mayMerge) {

  public static Wanted of(List<Evidence> events, Map<Identifier, ProfileId> roots) {
    var groups = new HashMap<Object, Object>();
    for (var event : events) {
      Object first = null;
      for (var identifier : event.joining()) {
        var node = node(identifier, roots);
        if (first != null) {
          union(groups, first, node);
        }
        first = node;
      }
    }
    var components = new HashMap<Object, Component>();
    for (var root : Set.copyOf(roots.values())) {
      components.computeIfAbsent(find(groups, root), _ -> new Component()).roots.add(root);
    }
    for (var event : events) {
      if (!event.joining().isEmpty()) {
        var component = components.get(find(groups, node(event.joining().getFirst(), roots)));
        if (component != null) {
          component.traits.addAll(event.traits().keySet());
          component.shared.addAll(event.shared());
        }
      }
    }
    return of(components.values());
  }

  /** Whether the clusters alone suffice. */
  public boolean isEmpty() {
    return traits.isEmpty() && shared.isEmpty() && mayMerge.isEmpty();
  }

  private static Wanted of(Collection<Component> components) {
    var traits = new HashMap<ProfileId, Set<String>>();
    var shared = new HashMap<ProfileId, Set<Identifier>>();
    var mayMerge = new HashSet<ProfileId>();
    for (var component : components) {
      for (var root : component.roots) {
        if (!component.traits.isEmpty()) {
          traits.put(root, component.traits);
        }
        if (!component.shared.isEmpty()) {
          shared.put(root, component.shared);
        }
      }
      if (component.roots.size() > 1) {
        mayMerge.addAll(component.roots);
      }
    }
    return new Wanted(traits, shared, mayMerge);
  }

  private static Object node(Identifier identifier, Map<Identifier, ProfileId> roots) {
    var root = roots.get(identifier);
    return root == null ? identifier : root;
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

  private static final class Component {
    private final List<ProfileId> roots = new ArrayList<>();
    private final Set<String> traits = new HashSet<>();
    private final Set<Identifier> shared = new HashSet<>();
  }
}
