package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.follow.AnchorIds;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings what was told about some profiles into line with what is stored about them. It looks at
 * what is there now, not at what happened: so it does not matter in which order, how often or in
 * which company profiles are looked at, as long as each is after its last change.
 *
 * <p>Who is told adds up the memberships of profiles that merge, and cannot know how a split
 * divides them. So what they may take a profile for is what it was told and what those were told
 * that merged into it; and after a merge or a split they are told everything once more.
 */
public final class Reconciliation {

  /** Accounts a profile can be a member of; of a profile with more, the smallest ids count. */
  public static final int MAX_ACCOUNTS = 500;

  private final EntityTransaction store;
  private final AnchorIds ids;
  private final Instant at;

  /**
   * A reconciliation at a time.
   *
   * @param at when memberships are said to start and end, where no event says so
   */
  Reconciliation(EntityTransaction store, AnchorIds ids, Instant at) {
    this.store = store;
    this.ids = ids;
    this.at = at;
  }

  /** Looks at the profiles that some ids stand for now, and at whoever that concerns too. */
  void run(Touched touched) {
    if (touched.profiles().isEmpty()) {
      return;
    }
    var rules = store.rules();
    var profiles = new TreeSet<ProfileId>();
    for (var standing : store.current(touched.profiles()).values()) {
      profiles.add(standing.profile());
    }
    var vanished = new TreeSet<>(touched.profiles());
    vanished.removeAll(profiles);
    var affected = moveHouseholds(rules, profiles, vanished);
    store
        .current(concerned(affected, rules))
        .forEach((profile, standing) -> {
          if (profile.equals(standing.profile())) {
            profiles.add(profile);
          }
        });
    vanished.retainAll(touched.toldAnew());
    var told = store.told(union(profiles, vanished));
    var wanted = wanted(rules, profiles);
    var believed = touched.believed(told);
    tell(believed, wanted, profiles, touched.toldAnew());
    vanished.removeAll(touched.moved());
    believed.keySet().retainAll(vanished);
    believed.forEach((profile, all) -> wanted.put(profile, since(all)));
    note(told, wanted);
  }

  /** Who shares what with whom now. The households that have lost or gained somebody. */
  private Set<EntityKey> moveHouseholds(
      List<EntityRule.Derived> rules, Set<ProfileId> profiles, Set<ProfileId> vanished) {
    var known = store.households(union(profiles, vanished));
    var names = new TreeSet<String>();
    rules.forEach(rule -> names.addAll(rule.traits()));
    var traits =
        names.isEmpty()
            ? Map.<ProfileId, Map<String, Json>>of()
            : store.profileTraits(profiles, names);
    var joining = new TreeMap<ProfileId, Set<Household>>();
    var leaving = new TreeMap<ProfileId, Set<EntityKey>>();
    known.forEach((profile, households) -> leaving.put(profile, new TreeSet<>(households)));
    for (var profile : profiles) {
      var before = known.getOrDefault(profile, Set.of());
      for (var household : households(rules, traits.getOrDefault(profile, Map.of()))) {
        if (before.contains(household.key())) {
          leaving.getOrDefault(profile, new HashSet<>()).remove(household.key());
        } else {
          joining.computeIfAbsent(profile, _ -> new HashSet<>()).add(household);
        }
      }
    }
    leaving.values().removeIf(Set::isEmpty);
    store.join(joining);
    store.leave(leaving);
    var affected = new TreeSet<EntityKey>();
    joining.values().forEach(all -> all.forEach(each -> affected.add(each.key())));
    leaving.values().forEach(affected::addAll);
    return affected;
  }

  private Set<Household> households(List<EntityRule.Derived> rules, Map<String, Json> traits) {
    var households = new HashSet<Household>();
    for (var rule : rules) {
      for (var key : rule.keys()) {
        key.read(traits)
            .ifPresent(shared -> households.add(Household.of(ids, rule.name(), shared)));
      }
    }
    return households;
  }

  /**
   * All whom the households that lost or gained somebody concern: their members where they are
   * shown, and where they are not, those who were told that they are in.
   */
  private Set<ProfileId> concerned(Set<EntityKey> affected, List<EntityRule.Derived> rules) {
    if (affected.isEmpty()) {
      return Set.of();
    }
    var sizes = store.sizes(affected);
    var small = new TreeSet<EntityKey>();
    var large = new TreeSet<EntityKey>();
    for (var household : affected) {
      (isShown(household, sizes, rules) ? small : large).add(household);
    }
    var concerned = new TreeSet<ProfileId>();
    if (!small.isEmpty()) {
      concerned.addAll(store.membersOf(small));
    }
    if (!large.isEmpty()) {
      concerned.addAll(store.toldMembersOf(large));
    }
    return concerned;
  }

  /**
   * Notes what others believe now. Of those who vanished it is kept until they are heard to have
   * merged, and then counts as told to who they became.
   */
  private void note(
      Map<ProfileId, Set<EntityKey>> told, Map<ProfileId, Map<EntityKey, Origin>> believed) {
    var starting = new ArrayList<Membership>();
    believed.forEach((profile, now) -> {
      var before = told.getOrDefault(profile, Set.of());
      now.forEach((entity, since) -> {
        if (!before.contains(entity)) {
          starting.add(new Membership(profile, entity, since));
        }
      });
    });
    var ending = new TreeMap<ProfileId, Set<EntityKey>>();
    told.forEach((profile, before) -> {
      var over = new TreeSet<>(before);
      over.removeAll(believed.getOrDefault(profile, Map.of()).keySet());
      if (!over.isEmpty()) {
        ending.put(profile, over);
      }
    });
    store.end(ending);
    store.start(starting);
  }

  private Map<EntityKey, Origin> since(Set<EntityKey> entities) {
    var since = new HashMap<EntityKey, Origin>();
    entities.forEach(entity -> since.put(entity, new Origin(at, "", "")));
    return since;
  }

  private void tell(
      Map<ProfileId, Set<EntityKey>> believed,
      Map<ProfileId, Map<EntityKey, Origin>> wanted,
      Set<ProfileId> profiles,
      Set<ProfileId> toldAnew) {
    var ended = new ArrayList<Map.Entry<ProfileId, EntityKey>>();
    var started = new ArrayList<Map.Entry<ProfileId, EntityKey>>();
    for (var profile : profiles) {
      var before = believed.getOrDefault(profile, Set.of());
      var now = new TreeSet<>(wanted.getOrDefault(profile, Map.of()).keySet());
      for (var entity : new TreeSet<>(before)) {
        if (!now.contains(entity)) {
          ended.add(Map.entry(profile, entity));
        }
      }
      for (var entity : now) {
        if (toldAnew.contains(profile) || !before.contains(entity)) {
          started.add(Map.entry(profile, entity));
        }
      }
    }
    if (!ended.isEmpty() || !started.isEmpty()) {
      store.tell(news(ended, started));
    }
  }

  private List<News> news(
      List<Map.Entry<ProfileId, EntityKey>> ended, List<Map.Entry<ProfileId, EntityKey>> started) {
    var profiles = new TreeSet<ProfileId>();
    var entities = new TreeSet<EntityKey>();
    ended.forEach(each -> profiles.add(each.getKey()));
    for (var each : started) {
      profiles.add(each.getKey());
      entities.add(each.getValue());
    }
    var versions = store.current(profiles);
    var traits =
        entities.isEmpty() ? Map.<EntityKey, List<EntityTrait>>of() : store.traitsOf(entities);
    var news = new ArrayList<News>();
    for (var each : ended) {
      var profile = each.getKey();
      long version = version(versions, profile);
      news.add(new News(profile, each.getValue(), false, List.of(), at, version));
    }
    for (var each : started) {
      var profile = each.getKey();
      var ofEntity = traits.getOrDefault(each.getValue(), List.of());
      long version = version(versions, profile);
      news.add(new News(profile, each.getValue(), true, ofEntity, at, version));
    }
    return news;
  }

  private static long version(Map<ProfileId, Standing> versions, ProfileId profile) {
    var standing = versions.get(profile);
    return standing == null ? 0 : standing.version();
  }

  private Map<ProfileId, Map<EntityKey, Origin>> wanted(
      List<EntityRule.Derived> rules, Set<ProfileId> profiles) {
    var wanted = new HashMap<ProfileId, Map<EntityKey, Origin>>();
    store
        .accounts(profiles)
        .forEach((profile, accounts) -> wanted.put(profile, new HashMap<>(accounts)));
    var households = store.households(profiles);
    var all = new TreeSet<EntityKey>();
    households.values().forEach(all::addAll);
    var sizes = all.isEmpty() ? Map.<EntityKey, Integer>of() : store.sizes(all);
    households.forEach((profile, keys) -> {
      for (var key : keys) {
        if (isShown(key, sizes, rules)) {
          wanted.computeIfAbsent(profile, _ -> new HashMap<>()).put(key, new Origin(at, "", ""));
        }
      }
    });
    return wanted;
  }

  private static boolean isShown(
      EntityKey household, Map<EntityKey, Integer> sizes, List<EntityRule.Derived> rules) {
    int size = sizes.getOrDefault(household, 0);
    return rules.stream()
        .anyMatch(rule -> rule.name().equals(household.entity()) && rule.shows(size));
  }

  private static Set<ProfileId> union(Set<ProfileId> some, Set<ProfileId> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
