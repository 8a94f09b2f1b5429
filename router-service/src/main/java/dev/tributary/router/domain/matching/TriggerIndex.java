package dev.tributary.router.domain.matching;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The triggers of many subscribers by what an event's envelope says, its type and its name. A
 * filter that several have is one filter here. What is found never depends on the index: a filter
 * is left out only where it cannot match, whatever the event's document says.
 *
 * <p>Immutable.
 *
 * @param <L> a subscriber; each has a list of triggers, which it knows by their place in it
 */
public final class TriggerIndex<L> {

  private final List<Shared<L>> always = new ArrayList<>();
  private final Map<String, List<Shared<L>>> byType = new HashMap<>();
  private final Map<String, List<Shared<L>>> byName = new HashMap<>();
  private final Map<TypeAndName, List<Shared<L>>> byBoth = new HashMap<>();

  /** Those of {@link #byName} and {@link #byBoth} again, for events whose name is not known. */
  private final List<Shared<L>> named = new ArrayList<>();

  private final Map<String, List<Shared<L>>> namedByType = new HashMap<>();

  /** From the triggers of each subscriber. */
  public TriggerIndex(Map<L, List<Fql>> triggers) {
    var filters = new LinkedHashMap<Fql, List<Place<L>>>();
    triggers.forEach((subscriber, list) -> {
      for (int i = 0; i < list.size(); i++) {
        filters
            .computeIfAbsent(list.get(i), _ -> new ArrayList<>())
            .add(new Place<>(subscriber, i));
      }
    });
    filters.forEach((filter, places) -> add(new Shared<>(filter, places)));
  }

  private record TypeAndName(String type, String name) {}

  /** A trigger of a subscriber. */
  public record Place<L>(L subscriber, int trigger) {}

  /** A filter and all who have it. */
  public record Shared<L>(Fql filter, List<Place<L>> places) {

    public Shared {
      places = List.copyOf(places);
    }
  }

  /**
   * The filters that an event may match.
   *
   * @param type as the document has it in {@code type}
   * @param name as the document has it in {@code event}; empty where the envelope does not tell
   */
  public List<Shared<L>> candidates(String type, Optional<String> name) {
    var found = new ArrayList<>(always);
    found.addAll(byType.getOrDefault(type, List.of()));
    if (name.isPresent()) {
      found.addAll(byName.getOrDefault(name.get(), List.of()));
      found.addAll(byBoth.getOrDefault(new TypeAndName(type, name.get()), List.of()));
    } else {
      found.addAll(named);
      found.addAll(namedByType.getOrDefault(type, List.of()));
    }
    return found;
  }

  /** Of these candidates, who is matched by a document, and which of its triggers, in order. */
  public static <L> Map<L, List<Integer>> matching(List<Shared<L>> candidates, Json.Obj document) {
    var matched = new LinkedHashMap<L, List<Integer>>();
    for (var shared : candidates) {
      if (shared.filter().matches(document)) {
        shared
            .places()
            .forEach(place ->
                matched
                    .computeIfAbsent(place.subscriber(), _ -> new ArrayList<>())
                    .add(place.trigger()));
      }
    }
    matched.values().forEach(triggers -> triggers.sort(null));
    return matched;
  }

  private void add(Shared<L> shared) {
    var types = shared.filter().eventTypes();
    var names = shared.filter().eventNames();
    if (types.isEmpty() && names.isEmpty()) {
      always.add(shared);
    } else if (names.isEmpty()) {
      addTo(byType, types.orElseThrow(), shared);
    } else if (types.isEmpty()) {
      addTo(byName, names.get(), shared);
      named.add(shared);
    } else {
      addTo(namedByType, types.get(), shared);
      for (var type : types.get()) {
        for (var name : names.get()) {
          byBoth.computeIfAbsent(new TypeAndName(type, name), _ -> new ArrayList<>()).add(shared);
        }
      }
    }
  }

  private static <L> void addTo(
      Map<String, List<Shared<L>>> index, Set<String> keys, Shared<L> shared) {
    keys.forEach(key -> index.computeIfAbsent(key, _ -> new ArrayList<>()).add(shared));
  }
}
