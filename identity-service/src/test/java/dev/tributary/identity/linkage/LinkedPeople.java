package dev.tributary.identity.linkage;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.linkage.observation.Observation;
import dev.tributary.identity.domain.linkage.observation.ObservationStore;
import dev.tributary.identity.domain.linkage.people.People;
import dev.tributary.identity.domain.linkage.people.Population;
import dev.tributary.identity.domain.linkage.record.LinkageRecord;
import dev.tributary.identity.domain.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Generated people in the real graph: each record is an identifier with its observations, and the
 * graph knows of every third person which records are one.
 */
record LinkedPeople(Resolver resolver, ObservationStore store, AnchorIds ids, String run) {

  /** Stores those of a seed; tells whose each identifier is in truth. */
  Map<String, UUID> store(int persons, long seed) {
    var written = People.of(Population.usual(persons), seed).written();
    Map<String, UUID> names = new LinkedHashMap<>();
    Map<UUID, List<String>> ofPerson = new HashMap<>();
    var seen = new ArrayList<Observation>();
    var events = new ArrayList<Evidence>();
    long birth = ThreadLocalRandom.current().nextLong(1L << 60);
    for (var record : written.records()) {
      var name = "anonymous_id:" + run + names.size();
      var customer = written.customerOf().get(record.id());
      names.put(name, customer);
      ofPerson.computeIfAbsent(customer, _ -> new ArrayList<>()).add(name);
      observe(name, record, seen);
      events.add(Histories.event(birth++, names.size(), name));
    }
    int person = 0;
    for (var own : ofPerson.values()) {
      if (person++ % 3 == 0 && own.size() > 1) {
        events.add(Histories.event(birth++, 100_000, own.toArray(String[]::new)));
      }
    }
    resolver.resolve(events, Rules.DEFAULT);
    store.add(seen);
    return names;
  }

  private void observe(String name, LinkageRecord record, List<Observation> seen) {
    int colon = name.indexOf(':');
    var anchor = ids.of(Identifier.of(name.substring(0, colon), name.substring(colon + 1)));
    record
        .fields()
        .forEach((field, values) ->
            values.forEach(value -> {
              for (int day : value.days().toArray()) {
                seen.add(new Observation(anchor.value(), field, value.value(), day));
              }
            }));
  }
}
