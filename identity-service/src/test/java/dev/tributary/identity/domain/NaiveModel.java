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
import java.util.Set;

/** What a history must come to, told in the simplest way: sets of events that are united. */
public final class NaiveModel {

  private NaiveModel() {}

  /** Everybody a history is about, where no limit keeps anybody apart. */
  public static Set<Person> of(List<Evidence> history, ProfileIds ids) {
    var groups = new ArrayList<List<Evidence>>();
    for (var event : history) {
      var whole = new ArrayList<Evidence>();
      whole.add(event);
      for (var other : List.copyOf(groups)) {
        if (identifiers(other).stream().anyMatch(event.joining()::contains)) {
          groups.remove(other);
          whole.addAll(other);
        }
      }
      groups.add(whole);
    }
    var persons = new HashSet<Person>();
    groups.forEach(group -> persons.add(person(group, ids)));
    return persons;
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

  private static Person person(List<Evidence> events, ProfileIds ids) {
    var firsts = new HashMap<ProfileId, Origin>();
    var links = new HashMap<Pair, Sighting>();
    var all = new HashSet<>(identifiers(events));
    for (var event : events) {
      all.addAll(event.shared());
      var anchor = ids.of(event.joining().getFirst());
      for (var identifier : event.joining()) {
        var id = ids.of(identifier);
        firsts.merge(id, event.origin(), Origin::orEarlier);
        if (!id.equals(anchor)) {
          var seen = new Sighting(event.origin(), Set.of(Sighting.day(event.origin())), "");
          links.merge(Pair.of(anchor, id), seen, Sighting::and);
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
    return new Person(survivor, all, traits(events), links);
  }

  private static Map<String, Json> traits(List<Evidence> events) {
    var traits = new HashMap<String, Json>();
    events.stream()
        .sorted(Comparator.comparing(Evidence::stamp))
        .forEach(event -> traits.putAll(event.traits()));
    traits.values().removeIf(Json.Null.class::isInstance);
    return traits;
  }

  private static Set<Identifier> identifiers(List<Evidence> events) {
    var all = new HashSet<Identifier>();
    events.forEach(event -> all.addAll(event.joining()));
    return all;
  }
}
