package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.cut.Component.Member;
import dev.tributary.identity.domain.cut.Separation.Part;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CellId;
import dev.tributary.identity.domain.graph.Cluster;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Works out one customer of those that a cut leaves. */
final class PartBuilder {

  private PartBuilder() {}

  /**
   * The customer of a group of nodes.
   *
   * @param keepsRoot whether the rows stay where they are; else the group gets a cell of its own
   */
  static Part part(
      Component before,
      CutId cut,
      Set<ProfileId> group,
      boolean keepsRoot,
      Map<ProfileId, Map<CutId, Side>> sides) {
    var survivor =
        group.stream()
            .min(
                Comparator.comparing((ProfileId id) -> member(before, id).first().receivedAt())
                    .thenComparing(id -> id))
            .orElseThrow();
    var first =
        group.stream()
            .map(id -> member(before, id).first())
            .reduce(Origin::orEarlier)
            .orElseThrow();
    var traits =
        Separation.effective(
            before.traits().stream().filter(trait -> group.contains(trait.anchor())).toList());
    var old = before.cluster();
    int cells = keepsRoot ? Math.max(1, old.size() - before.nodes().size()) : 1;
    var cluster =
        new Cluster(
            keepsRoot ? old.root() : CellId.splitOff(cut.value(), survivor),
            survivor,
            counts(before, group),
            sides(group, sides),
            traits.size(),
            cells + group.size(),
            old.version() + 1,
            first,
            old.last());
    var identifiers = new LinkedHashSet<Identifier>();
    group.forEach(id -> identifiers.add(member(before, id).identifier()));
    before.shared().stream()
        .filter(shared -> group.contains(shared.anchor()))
        .forEach(shared -> identifiers.add(shared.identifier()));
    var inOrder = new ArrayList<>(identifiers);
    inOrder.sort(
        Comparator.comparing((Identifier id) -> id.type().name()).thenComparing(Identifier::value));
    return new Part(cluster, group, inOrder, traits);
  }

  private static Map<IdentifierType, Integer> counts(Component before, Set<ProfileId> group) {
    var counts = new HashMap<IdentifierType, Integer>();
    group.forEach(id -> counts.merge(member(before, id).identifier().type(), 1, Integer::sum));
    return counts;
  }

  /** A cut whose two sides are together in spite of it cannot keep them apart. */
  private static Map<CutId, Side> sides(
      Set<ProfileId> group, Map<ProfileId, Map<CutId, Side>> sides) {
    var ofGroup = new HashMap<CutId, Side>();
    var both = new HashSet<CutId>();
    for (var id : group) {
      sides
          .getOrDefault(id, Map.of())
          .forEach((cut, side) -> {
            var other = ofGroup.putIfAbsent(cut, side);
            if (other != null && other != side) {
              both.add(cut);
            }
          });
    }
    ofGroup.keySet().removeAll(both);
    return ofGroup;
  }

  private static Member member(Component before, ProfileId id) {
    var member = before.nodes().get(id);
    if (member == null) {
      throw new IllegalStateException("A link to a node of another customer");
    }
    return member;
  }
}
