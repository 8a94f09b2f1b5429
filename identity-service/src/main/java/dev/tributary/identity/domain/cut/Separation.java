package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.Trait;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a cut makes of a customer: the links that are cut, the sides of the cut, and the customers
 * that are left. Everything follows from the customer's own evidence: who is still linked stays
 * together, a trait goes with the anchor whose event set it.
 *
 * @param cutLinks pairs that are joined no more
 * @param sides of the cut, by node
 * @param parts the customers that are left, the one that keeps the profile's id first
 */
public record Separation(
    Component before, CutId cut, Set<Pair> cutLinks, Map<ProfileId, Side> sides, List<Part> parts) {

  /**
   * A customer after the cut.
   *
   * @param traits the value that holds for each name, removed ones included
   */
  public record Part(
      Cluster cluster,
      Set<ProfileId> nodes,
      List<Identifier> identifiers,
      Map<String, Trait> traits) {}

  /** Takes these pairs apart. */
  static Separation of(
      Component before, CutId cut, Set<Pair> cutLinks, Map<ProfileId, Side> sides) {
    var left = new HashSet<>(before.joined());
    left.removeAll(cutLinks);
    var groups = Connected.groups(before.nodes().keySet(), left);
    var allSides = new HashMap<ProfileId, Map<CutId, Side>>();
    before.sides().forEach((node, of) -> allSides.put(node, new HashMap<>(of)));
    sides.forEach(
        (node, side) -> allSides.computeIfAbsent(node, _ -> new HashMap<>()).put(cut, side));
    var largest = groups.stream().max(Comparator.comparingInt(Set::size)).orElseThrow();
    var parts = new ArrayList<Part>();
    for (var group : groups) {
      parts.add(PartBuilder.part(before, cut, group, group.equals(largest), allSides));
    }
    var survivor = before.cluster().survivor();
    parts.sort(
        Comparator.comparing((Part part) -> !part.nodes().contains(survivor))
            .thenComparing(part -> part.cluster().survivor()));
    return new Separation(before, cut, Set.copyOf(cutLinks), Map.copyOf(sides), parts);
  }

  /** Whether there are several customers now. */
  public boolean separates() {
    return parts.size() > 1;
  }

  /** The customer that keeps the profile's id. */
  public Part stays() {
    return parts.getFirst();
  }

  /** The customers that leave. */
  public List<Part> leave() {
    return parts.subList(1, parts.size());
  }

  /** Traits of the one that keeps the id which are others now, or gone. */
  public List<TraitChange> changesOfStaying() {
    var held = effective(before.traits());
    var changes = new ArrayList<TraitChange>();
    held.forEach((name, trait) -> {
      var now = stays().traits().get(name);
      if (now == null && !trait.removed()) {
        changes.add(TraitChange.of(trait, Json.Null.VALUE));
      } else if (now != null && !now.value().equals(trait.value())) {
        changes.add(TraitChange.of(now));
      }
    });
    return changes;
  }

  /** The value that holds for each name, of what several anchors said. */
  static Map<String, Trait> effective(Collection<Trait> traits) {
    return traits.stream()
        .collect(Collectors.toMap(Trait::name, trait -> trait, Trait::orStronger, TreeMap::new));
  }
}
