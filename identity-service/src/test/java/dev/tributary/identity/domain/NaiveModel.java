package dev.tributary.identity.domain;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a history must come to, told in the simplest way: sets that are united. */
public final class NaiveModel {

  private NaiveModel() {}

  /** Everybody a history is about. */
  public static Set<Person> of(List<Evidence> history) {
    var persons = new ArrayList<Draft>();
    for (var event : history) {
      var whole = new Draft();
      whole.identifiers.addAll(event.joining());
      whole.identifiers.addAll(event.shared());
      event.traits().forEach((name, value) -> whole.set(name, event.stamp(), value));
      for (var other : List.copyOf(persons)) {
        if (event.joining().stream().anyMatch(other.identifiers::contains)) {
          persons.remove(other);
          whole.identifiers.addAll(other.identifiers);
          other.stamps.forEach((name, stamp) -> whole.set(name, stamp, other.values.get(name)));
        }
      }
      persons.add(whole);
    }
    var done = new HashSet<Person>();
    persons.forEach(person -> done.add(person.done()));
    return done;
  }

  /** All identifiers of one customer, and the traits that were not removed. */
  public record Person(Set<Identifier> identifiers, Map<String, Json> traits) {}

  private static final class Draft {
    private final Set<Identifier> identifiers = new HashSet<>();
    private final Map<String, Stamp> stamps = new HashMap<>();
    private final Map<String, Json> values = new HashMap<>();

    private void set(String name, Stamp stamp, Json value) {
      var current = stamps.get(name);
      if (current == null || current.compareTo(stamp) < 0) {
        stamps.put(name, stamp);
        values.put(name, value);
      }
    }

    private Person done() {
      var visible = new HashMap<>(values);
      visible.values().removeIf(Json.Null.class::isInstance);
      return new Person(Set.copyOf(identifiers), Map.copyOf(visible));
    }
  }
}
