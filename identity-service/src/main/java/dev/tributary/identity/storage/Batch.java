package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The keys by which some events are looked up.
 *
 * @param ids of every joining identifier
 * @param identifiers by id
 * @param pairs each event's anchor with each other identifier of it, and the day
 */
record Batch(
    List<Evidence> events,
    Map<Identifier, ProfileId> ids,
    Map<ProfileId, Identifier> identifiers,
    Set<PairOnDay> pairs) {

  /** Two identifiers that an event names, and the day it counts for. */
  record PairOnDay(Pair pair, int day) {}

  static Batch of(List<Evidence> events, ProfileIds profileIds) {
    var ids = HashMap.<Identifier, ProfileId>newHashMap(2 * events.size());
    var identifiers = HashMap.<ProfileId, Identifier>newHashMap(2 * events.size());
    var pairs = new LinkedHashSet<PairOnDay>();
    for (var event : events) {
      ProfileId anchor = null;
      for (var identifier : event.joining()) {
        var id = ids.computeIfAbsent(identifier, profileIds::of);
        identifiers.put(id, identifier);
        if (anchor == null) {
          anchor = id;
        } else {
          pairs.add(new PairOnDay(Pair.of(anchor, id), Sighting.day(event.origin())));
        }
      }
    }
    return new Batch(events, ids, identifiers, pairs);
  }

  Tuple nodeKeys() {
    var keys = identifiers.keySet().stream().map(ProfileId::value).toArray(UUID[]::new);
    return Tuple.tuple().addArrayOfUUID(keys);
  }

  /**
   * The pairs that may be linked already, of whose identifiers one at least is known: the anchor of
   * a link was given to somebody, whatever became of the other.
   */
  Tuple linkKeys(Set<ProfileId> known) {
    var linkable = new ArrayList<>(pairs);
    linkable.removeIf(
        key -> !known.contains(key.pair().low()) && !known.contains(key.pair().high()));
    return Columns.of(linkable)
        .uuids(key -> key.pair().low().value())
        .uuids(key -> key.pair().high().value())
        .ints(PairOnDay::day)
        .tuple();
  }
}
