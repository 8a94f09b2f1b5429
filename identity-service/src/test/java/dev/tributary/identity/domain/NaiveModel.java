package dev.tributary.identity.domain;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Sighting;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a history must come to, told in the simplest way: sets of events that are united. */
public final class NaiveModel {

  private NaiveModel() {}

  /** Everybody a history is about, where no limit keeps anybody apart. */
  public static Set<Person> of(List<Evidence> history, ProfileIds ids) {
    return of(history, ids, Set.of());
  }

  /** The same, after some links were cut. */
  public static Set<Person> of(List<Evidence> history, ProfileIds ids, Set<Pair> cut) {
    var groups = new ArrayList<Set<Identifier>>();
    for (var event : history) {
      unite(groups, Set.of(event.joining().getFirst()));
      for (var identifier : event.joining()) {
        unite(groups, Set.of(identifier));
        var pair = pair(event, identifier, ids);
        if (pair.isPresent() && !cut.contains(pair.get())) {
          unite(groups, Set.of(event.joining().getFirst(), identifier));
        }
      }
    }
    var persons = new HashSet<Person>();
    groups.forEach(group -> persons.add(person(group, history, ids, cut)));
    return persons;
  }

  private static void unite(List<Set<Identifier>> groups, Set<Identifier> some) {
    var whole = new HashSet<>(some);
    for (var other : List.copyOf(groups)) {
      if (some.stream().anyMatch(other::contains)) {
        groups.remove(other);
        whole.addAll(other);
      }
    }
    groups.add(whole);
  }

  private static Optional<Pair> pair(Evidence event, Identifier other, ProfileIds ids) {
    var anchor = event.joining().getFirst();
    return anchor.equals(other)
        ? Optional.empty()
        : Optional.of(Pair.of(ids.of(anchor), ids.of(other)));
  }

  /**
   * One customer.
   *
   * @param survivor the id of its profile
   * @param identifiers all, shared ones included
   * @param traits those that were not removed
   * @param links which identifiers were named together, and when
   */
  public record Person(
      ProfileId survivor,
      Set<Identifier> identifiers,
      Map<String, Json> traits,
      Map<Pair, Sighting> links) {}

  private static Person person(
      Set<Identifier> group, List<Evidence> history, ProfileIds ids, Set<Pair> cut) {
    var firsts = new HashMap<ProfileId, Origin>();
    var links = new HashMap<Pair, Sighting>();
    var all = new HashSet<>(group);
    var own = new ArrayList<Evidence>();
    for (var event : history) {
      for (var identifier : event.joining()) {
        if (group.contains(identifier)) {
          firsts.merge(ids.of(identifier), event.origin(), Origin::orEarlier);
        }
      }
      if (group.contains(event.joining().getFirst())) {
        own.add(event);
        all.addAll(event.shared());
        for (var identifier : event.joining()) {
          pair(event, identifier, ids)
              .filter(pair -> !cut.contains(pair))
              .ifPresent(pair -> {
                var day = Set.of(Sighting.day(event.origin()));
                links.merge(pair, new Sighting(event.origin(), day, ""), Sighting::and);
              });
        }
      }
    }
    var survivor =
        firsts.entrySet().stream()
            .min(
                Comparator.comparing((Map.Entry<ProfileId, Origin> e) -> e.getValue().receivedAt())
                    .thenComparing(Map.Entry::getKey))
            .orElseThrow()
            .getKey();
    return new Person(survivor, all, traits(own), links);
  }

  private static Map<String, Json> traits(List<Evidence> events) {
    var traits = new HashMap<String, Json>();
    events.stream()
        .sorted(Comparator.comparing(Evidence::stamp))
        .forEach(event -> traits.putAll(event.traits()));
    traits.values().removeIf(Json.Null.class::isInstance);
    return traits;
  }
}
