package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.explain.GraphReader.Whereabouts;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains customers from the evidence of their links. */
public record Explanations(GraphReader reader) {

  /** Nodes, links and links kept apart that a picture shows at most of each. */
  public static final int MAX_SHOWN = 1_000;

  /** Links kept apart that an explanation shows. */
  public static final int MAX_APART = 20;

  private static final int ATTEMPTS = 3;

  /** The customer that has a node. */
  public Optional<Picture> picture(ProfileId node) {
    return reader.picture(node, MAX_SHOWN);
  }

  /** The customer that has an identifier. */
  public Optional<Picture> picture(Identifier identifier) {
    return picture(reader.id(identifier));
  }

  /** Why two are together, or are not. */
  public Explanation between(Identifier from, Identifier to) {
    var start = reader.id(from);
    var end = reader.id(to);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var one = reader.find(start);
      var other = reader.find(end);
      if (one.isEmpty()) {
        return new Explanation.Unknown(from);
      }
      if (other.isEmpty()) {
        return new Explanation.Unknown(to);
      }
      if (!one.get().profile().equals(other.get().profile())) {
        return apart(start, end, one.get(), other.get());
      }
      var search = new PathSearch(reader);
      var path = search.between(start, end);
      if (search.gaveUp()) {
        return new Explanation.TooFar(one.get().profile());
      }
      if (!path.isEmpty()) {
        return new Explanation.Together(one.get().profile(), links(path, from));
      } // Else they were taken apart while the search went on.
    }
    throw new Unavailable("These identifiers keep being joined and cut", null);
  }

  private Explanation apart(ProfileId start, ProfileId end, Whereabouts one, Whereabouts other) {
    var cuts = new ArrayList<CutId>();
    one.sides()
        .forEach((cut, side) -> {
          var opposite = other.sides().get(cut);
          if (opposite != null && opposite != side) {
            cuts.add(cut);
          }
        });
    return new Explanation.Apart(
        one.profile(), other.profile(), reader.apart(start, end, MAX_APART), cuts);
  }

  private List<SeenLink> links(List<ProfileId> path, Identifier from) {
    var pairs = PathSearch.pairs(path);
    var found = reader.links(pairs);
    var links = new ArrayList<SeenLink>();
    var end = from;
    for (var pair : pairs) {
      var link = found.get(pair);
      if (link == null) {
        throw new Unavailable("A link was cut while it was explained", null);
      }
      var next = link.from(end);
      links.add(next);
      end = next.other();
    }
    return links;
  }
}
