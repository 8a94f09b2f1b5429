package dev.tributary.identity.storage;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import io.vertx.sqlclient.Tuple;
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
 * @param traits what events say of their own identifiers
 * @param shared the same, of shared identifiers
 */
record Batch(
    List<Evidence> events,
    Map<Identifier, ProfileId> ids,
    Map<ProfileId, Identifier> identifiers,
    Set<PairOnDay> pairs,
    Set<Of<String>> traits,
    Set<Of<Identifier>> shared) {

  /** Two identifiers that an event names, and the day it counts for. */
  record PairOnDay(Pair pair, int day) {}

  /** Something of whoever has an identifier. */
  record Of<T>(ProfileId id, T what) {}

  static Batch of(List<Evidence> events, ProfileIds profileIds) {
    var ids = HashMap.<Identifier, ProfileId>newHashMap(2 * events.size());
    var identifiers = HashMap.<ProfileId, Identifier>newHashMap(2 * events.size());
    var pairs = new LinkedHashSet<PairOnDay>();
    var traits = new LinkedHashSet<Of<String>>();
    var shared = new LinkedHashSet<Of<Identifier>>();
    for (var event : events) {
      ProfileId anchor = null;
      for (var identifier : event.joining()) {
        var id = ids.computeIfAbsent(identifier, profileIds::of);
        identifiers.put(id, identifier);
        event.traits().keySet().forEach(name -> traits.add(new Of<>(id, name)));
        event.shared().forEach(each -> shared.add(new Of<>(id, each)));
        if (anchor == null) {
          anchor = id;
        } else {
          pairs.add(new PairOnDay(Pair.of(anchor, id), Sighting.day(event.origin())));
        }
      }
    }
    return new Batch(events, ids, identifiers, pairs, traits, shared);
  }

  Tuple nodeKeys() {
    var keys = identifiers.keySet().stream().map(ProfileId::value).toArray(UUID[]::new);
    return Tuple.tuple().addArrayOfUUID(keys);
  }

  Tuple linkKeys() {
    return Columns.of(pairs)
        .uuids(key -> key.pair().low().value())
        .uuids(key -> key.pair().high().value())
        .ints(PairOnDay::day)
        .tuple();
  }

  Tuple traitKeys() {
    return Columns.of(traits).uuids(key -> key.id().value()).texts(Of::what).tuple();
  }

  Tuple sharedKeys() {
    return Columns.of(shared)
        .uuids(key -> key.id().value())
        .texts(key -> key.what().type().name())
        .texts(key -> key.what().value())
        .tuple();
  }
}
