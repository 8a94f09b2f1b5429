package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.cut.Cut.Outcome;
import dev.tributary.identity.domain.graph.CutId.Side;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileCache;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.Unavailable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Cuts customers in two. Optimistic, as {@link Resolver} is. */
public record Cuts(CutStore store, ProfileCache cache) {

  /** Cuts; returns when it is stored together with what others are to be told. */
  public Outcome make(Cut cut) {
    for (int attempt = 0; attempt < Resolver.MAX_ATTEMPTS; attempt++) {
      var component = store.load(store.id(cut.between().any()));
      if (component.isEmpty()) {
        return new Outcome.Nothing("Nobody has this identifier");
      }
      var links = linksToCut(component.get(), cut.between());
      if (links.isEmpty()) {
        return new Outcome.Nothing("No event joined them");
      }
      var separation =
          Separation.of(component.get(), cut.id(), links, sides(component.get(), links, cut));
      if (store.apply(separation, cut)) {
        return told(separation);
      }
    }
    throw new Unavailable("Workers keep changing this profile", null);
  }

  private Outcome told(Separation separation) {
    var versions = new HashMap<ProfileId, Long>();
    for (var part : separation.parts()) {
      versions.put(part.cluster().survivor(), part.cluster().version());
    }
    cache.changed(versions);
    return separation.separates()
        ? new Outcome.Separated(
            separation.cut(),
            separation.parts().stream().map(part -> part.cluster().survivor()).toList())
        : new Outcome.StillTogether(separation.cut(), separation.stays().cluster().survivor());
  }

  private Set<Pair> linksToCut(Component component, Cut.Between between) {
    return switch (between) {
      case Cut.Link(var one, var other) -> {
        var pair = Pair.of(store.id(one), store.id(other));
        yield component.joined().contains(pair) ? Set.of(pair) : Set.of();
      }
      case Cut.Away(var identifiers) -> {
        var away = ids(identifiers);
        var crossing = new HashSet<Pair>();
        for (var pair : component.joined()) {
          if (away.contains(pair.low()) != away.contains(pair.high())) {
            crossing.add(pair);
          }
        }
        yield crossing;
      }
    };
  }

  private Map<ProfileId, Side> sides(Component component, Set<Pair> links, Cut cut) {
    var one =
        switch (cut.between()) {
          case Cut.Link(var first, _) -> Set.of(store.id(first));
          case Cut.Away(var identifiers) -> ids(identifiers);
        };
    var sides = new HashMap<ProfileId, Side>();
    for (var pair : links) {
      sides.put(pair.low(), Side.OTHER);
      sides.put(pair.high(), Side.OTHER);
    }
    one.stream().filter(component.nodes()::containsKey).forEach(id -> sides.put(id, Side.ONE));
    return sides;
  }

  private Set<ProfileId> ids(Set<Identifier> identifiers) {
    var ids = new HashSet<ProfileId>();
    identifiers.forEach(identifier -> ids.add(store.id(identifier)));
    return ids;
  }
}
