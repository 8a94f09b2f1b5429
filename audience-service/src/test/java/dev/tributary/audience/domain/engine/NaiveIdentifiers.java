package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.engine.NaiveProfile.Entry;
import dev.tributary.audience.domain.engine.NaiveProfile.Told;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Identifier;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All identifiers that a profile ever had, and what is told of those that are new. */
final class NaiveIdentifiers {

  private final Set<Identifier> known = new LinkedHashSet<>();

  boolean isEmpty() {
    return known.isEmpty();
  }

  boolean areAnonymous() {
    return known.stream().allMatch(identifier -> identifier.type().equals("anonymous_id"));
  }

  /** Adds them, and says which were not there. */
  List<Identifier> add(Collection<Identifier> more) {
    return more.stream().filter(known::add).toList();
  }

  List<Identifier> add(NaiveIdentifiers other) {
    return add(other.known);
  }

  /**
   * Tells every audience of which it is a member, but those of which the same deed told already.
   *
   * @param log what the deed told so far
   */
  static List<Entry> tell(
      NaiveProfile profile,
      List<Identifier> gained,
      List<Entry> log,
      List<Rule> rules,
      Class<? extends Cause> cause,
      long now) {
    var entries = new ArrayList<Entry>();
    for (var rule : rules) {
      var told = profile.told.get(rule.id());
      if (!gained.isEmpty()
          && told != null
          && told.value().equals(Json.Bool.TRUE)
          && rule instanceof Rule.Audience
          && log.stream().noneMatch(entry -> entry.rule().equals(rule.name()))) {
        long version = told.version() + 1;
        profile.told.put(rule.id(), new Told(version, told.value(), told.nothing()));
        entries.add(new Entry(rule.name(), version, named(gained), cause, now));
      }
    }
    return entries;
  }

  static Json named(List<Identifier> gained) {
    return Json.of(gained.toString());
  }
}
