package dev.tributary.router.messaging;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.router.domain.destination.Destination;
import dev.tributary.router.domain.destination.ProfileRule;
import dev.tributary.router.domain.matching.TriggerIndex;
import dev.tributary.router.domain.payload.ProfileTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What many destinations want, by what a record says of itself, so that a record costs as much as
 * there is to be done with it, however many destinations there are. Immutable.
 *
 * @param <L> who wants it
 */
final class Interests<L> {

  private final TriggerIndex<Wish<L>> events;
  private final Map<String, List<Wish<L>>> audiences = new HashMap<>();
  private final Map<String, List<Wish<L>>> traits = new HashMap<>();
  private final Map<ProfileTable, List<Wish<L>>> tables = new HashMap<>();
  private final Map<String, List<Wish<L>>> names = new HashMap<>();

  Interests(Collection<Wish<L>> wishes) {
    var triggers = new LinkedHashMap<Wish<L>, List<Fql>>();
    for (var wish : wishes) {
      var destination = wish.plan().destination();
      triggers.put(wish, triggers(destination));
      add(names, destination.name(), wish);
      destination.audiences().keySet().forEach(name -> add(audiences, name, wish));
      destination.traits().keySet().forEach(name -> add(traits, name, wish));
      switch (destination.profiles()) {
        case ProfileRule.None _ -> {}
        case ProfileRule.Rows(var wanted) -> wanted.forEach(table -> add(tables, table, wish));
      }
    }
    this.events = new TriggerIndex<>(triggers);
  }

  /** What somebody wants. Equal to itself alone, which is quicker than to compare plans. */
  static final class Wish<L> {

    private final L whose;
    private final Plan plan;

    Wish(L whose, Plan plan) {
      this.whose = whose;
      this.plan = plan;
    }

    L whose() {
      return whose;
    }

    Plan plan() {
      return plan;
    }

    Destination destination() {
      return plan.destination();
    }
  }

  TriggerIndex<Wish<L>> events() {
    return events;
  }

  /** Who wants an audience's entries and exits. */
  List<Wish<L>> audience(String name) {
    return audiences.getOrDefault(name, List.of());
  }

  /** Who wants a computed trait's values. */
  List<Wish<L>> trait(String name) {
    return traits.getOrDefault(name, List.of());
  }

  /** Who wants the rows of a table. */
  List<Wish<L>> table(ProfileTable table) {
    return tables.getOrDefault(table, List.of());
  }

  /** The destination of a name. */
  List<Wish<L>> named(String name) {
    return names.getOrDefault(name, List.of());
  }

  /** The filters of a destination, by which it wants events; any one is enough. */
  static List<Fql> triggers(Destination destination) {
    return destination.events().triggers();
  }

  private static <K, L> void add(Map<K, List<Wish<L>>> index, K key, Wish<L> wish) {
    index.computeIfAbsent(key, _ -> new ArrayList<>()).add(wish);
  }
}
