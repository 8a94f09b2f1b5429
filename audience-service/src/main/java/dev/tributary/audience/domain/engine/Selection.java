package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.engine.Program.Addition;
import dev.tributary.audience.domain.rule.EventKind;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.rule.Selector;
import dev.tributary.audience.domain.rule.Where;
import dev.tributary.audience.domain.state.FeatureState;
import dev.tributary.platform.domain.json.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leads from an event's kind and name to the features it may touch. Features with the same filter
 * stand together, so that it is asked once for all of them. Immutable.
 */
final class Selection {

  private static final Asked NOTHING = new Asked(List.of());

  private final Map<EventKind, Map<String, Asked>> byName = new EnumMap<>(EventKind.class);

  /**
   * A feature and where the states of its generation are kept.
   *
   * @param place where, in a profile
   */
  record Kept(long place, long generation, Feature feature) {}

  /** Features with the same filter. */
  private record Group(Selector selector, List<Kept> features) {

    Stream<List<String>> paths() {
      var filtered =
          selector.where() instanceof Where.Matching(var fql)
              ? fql.paths().stream()
              : Stream.<List<String>>empty();
      var taken =
          features.stream()
              .flatMap(kept -> kept.feature().measure().taken().stream())
              .map(property -> property.fields());
      return Stream.concat(filtered, taken);
    }
  }

  /** What is asked of the events of a name, and which of their fields that takes. */
  private record Asked(List<Group> groups, Fields fields) {

    Asked(List<Group> groups) {
      this(List.copyOf(groups), Fields.at(groups.stream().flatMap(Group::paths).toList()));
    }
  }

  Selection(Collection<Kept> features) {
    var bySelector = new LinkedHashMap<String, Group>();
    for (var kept : features) {
      var selector = kept.feature().selector();
      var key = selector.kind() + "\n" + selector.event() + "\n" + selector.where().text();
      bySelector
          .computeIfAbsent(key, _ -> new Group(selector, new ArrayList<>()))
          .features()
          .add(kept);
    }
    var groups = new EnumMap<EventKind, Map<String, List<Group>>>(EventKind.class);
    for (var group : bySelector.values()) {
      groups
          .computeIfAbsent(group.selector().kind(), _ -> new HashMap<>())
          .computeIfAbsent(group.selector().event(), _ -> new ArrayList<>())
          .add(group);
    }
    groups.forEach((kind, names) -> byName.put(kind, asked(names)));
  }

  /** Those of any name are asked of each name, before its own. */
  private static Map<String, Asked> asked(Map<String, List<Group>> names) {
    var ofAny = names.getOrDefault(Selector.ANY, List.of());
    var asked = new HashMap<String, Asked>();
    names.forEach((name, own) -> {
      var all = new ArrayList<>(ofAny);
      if (!name.equals(Selector.ANY)) {
        all.addAll(own);
      }
      asked.put(name, new Asked(all));
    });
    return asked;
  }

  /** Whether an event of that kind and name may add anything. */
  boolean asksFor(EventKind kind, String event) {
    return !asked(kind, event).groups().isEmpty();
  }

  /** Of the document of such an event, the fields on which it hangs what it adds. */
  Fields fields(EventKind kind, String event) {
    return asked(kind, event).fields();
  }

  /** What an event adds to features of plans up to one. */
  List<Addition> additions(Occurrence occurrence, long plan) {
    var groups = asked(occurrence.kind(), occurrence.event()).groups();
    if (groups.isEmpty()) {
      return List.of();
    }
    var additions = new ArrayList<Addition>();
    for (var group : groups) {
      if (group.selector().where().admits(occurrence.document())) {
        for (var kept : group.features()) {
          if (kept.generation() <= plan) {
            addition(kept, occurrence).ifPresent(additions::add);
          }
        }
      }
    }
    return additions;
  }

  private static Optional<Addition> addition(Kept kept, Occurrence occurrence) {
    var feature = kept.feature();
    return Elements.of(feature.measure(), occurrence)
        .map(payload ->
            new Addition(
                kept.place(),
                feature,
                FeatureState.of(feature.bucket(occurrence.atMillis()), payload)));
  }

  private Asked asked(EventKind kind, String event) {
    var names = byName.getOrDefault(kind, Map.of());
    var own = names.get(event);
    return own == null ? names.getOrDefault(Selector.ANY, NOTHING) : own;
  }
}
