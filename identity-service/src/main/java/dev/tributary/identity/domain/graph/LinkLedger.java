package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.Changes.LinkWrite;
import dev.tributary.identity.domain.identifier.Identifier;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links between identifiers while events are decided: which are there, and what is news. */
final class LinkLedger {

  private final Map<Pair, Sighting> known;
  private final Map<Pair, LinkWrite> links = new LinkedHashMap<>();
  private final Map<Pair, LinkWrite> turned = new LinkedHashMap<>();
  private final Map<Pair, LinkWrite> seen = new LinkedHashMap<>();

  LinkLedger(Map<Pair, Sighting> known) {
    this.known = new HashMap<>(known);
  }

  /**
   * Notes that an event named two identifiers together.
   *
   * @param apart why they are not joined by it; empty where they are
   * @return whether this joins two that no event joined before
   */
  boolean see(Pair pair, Identifier other, Origin origin, String apart) {
    var now = Sighting.of(origin, apart);
    var before = known.get(pair);
    var sum = before == null ? now : before.and(now);
    if (sum.equals(before)) {
      return false;
    }
    known.put(pair, sum);
    boolean linked = before == null || !sum.apart().equals(before.apart());
    var write = new LinkWrite(pair, other, sum);
    if (before == null || links.containsKey(pair)) {
      links.put(pair, write);
    } else if (linked || turned.containsKey(pair)) {
      turned.put(pair, write);
      seen.remove(pair);
    } else {
      seen.put(pair, write);
    }
    return linked && sum.apart().isEmpty();
  }

  List<LinkWrite> links() {
    return List.copyOf(links.values());
  }

  List<LinkWrite> turned() {
    return List.copyOf(turned.values());
  }

  List<LinkWrite> seen() {
    return List.copyOf(seen.values());
  }
}
