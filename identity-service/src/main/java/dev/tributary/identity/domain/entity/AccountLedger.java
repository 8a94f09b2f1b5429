package dev.tributary.identity.domain.entity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The traits of some accounts while group calls are read: for each name the last writer's, by the
 * time of its event and then its birth, so that the order of arrival does not matter.
 */
final class AccountLedger {

  /** Traits that an account may have; names beyond that are left out. */
  static final int MAX_TRAITS = 6_000;

  private final Map<EntityKey, Map<String, EntityTrait>> before;
  private final Map<EntityKey, Integer> counts;
  private final SortedMap<EntityKey, SortedMap<String, EntityTrait>> written = new TreeMap<>();

  /**
   * A ledger over what is stored.
   *
   * @param before the traits that the calls name, as far as they are stored
   * @param counts how many traits are stored of each account in all
   */
  AccountLedger(Map<EntityKey, Map<String, EntityTrait>> before, Map<EntityKey, Integer> counts) {
    this.before = before;
    this.counts = new HashMap<>(counts);
  }

  /**
   * Lets a call set its traits, each unless a later call did. A repeated value is written too, with
   * its time: a call between the two must lose against it, whenever it comes.
   */
  void take(GroupCall call) {
    var account = call.account();
    var stored = before.getOrDefault(account, Map.of());
    var ofAccount = written.computeIfAbsent(account, _ -> new TreeMap<>());
    call.traits()
        .forEach((name, value) -> {
          var next = new EntityTrait(account, name, value, call.stamp(), call.origin());
          var current = ofAccount.getOrDefault(name, stored.get(name));
          if (current == null
              ? counts.merge(account, 1, Integer::sum) <= MAX_TRAITS
              : current.stamp().compareTo(next.stamp()) < 0) {
            ofAccount.put(name, next);
          }
        });
  }

  /** All that is to be stored. */
  Collection<EntityTrait> written() {
    return written.values().stream().flatMap(traits -> traits.values().stream()).toList();
  }

  /** Names of the traits that have another value now than is stored. */
  SortedMap<EntityKey, SortedSet<String>> changed() {
    var changed = new TreeMap<EntityKey, SortedSet<String>>();
    for (var trait : written()) {
      var stored = before.getOrDefault(trait.entity(), Map.of()).get(trait.name());
      boolean same = stored == null ? trait.removed() : stored.value().equals(trait.value());
      if (!same) {
        changed.computeIfAbsent(trait.entity(), _ -> new TreeSet<>()).add(trait.name());
      }
    }
    return changed;
  }
}
