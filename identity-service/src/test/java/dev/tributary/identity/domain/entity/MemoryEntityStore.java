package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.definition.Checked;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** Entities over a {@link World}, in plain collections; and all that was told, in order. */
final class MemoryEntityStore implements EntityStore, EntityTransaction {

  final List<News> told = new ArrayList<>();
  final Map<ProfileId, Map<EntityKey, Membership>> memberships = new TreeMap<>();
  final Map<EntityKey, Map<String, EntityTrait>> accountTraits = new TreeMap<>();
  final Map<EntityKey, Sighting> sightings = new TreeMap<>();

  private final World world;
  private final Map<ProfileId, Map<EntityKey, Household>> households = new TreeMap<>();
  private final Map<Long, Announcement> announcements = new LinkedHashMap<>();
  private final Map<String, DerivedDefinition> definitions = new TreeMap<>();
  private final Map<String, Derivation> derivations = new TreeMap<>();
  private long numbers;

  MemoryEntityStore(World world) {
    this.world = world;
  }

  @Override
  public Pending pending() {
    return new Pending(!announcements.isEmpty(), !derivations.isEmpty());
  }

  @Override
  public <T> T inTransaction(Function<EntityTransaction, T> work) {
    return work.apply(this);
  }

  @Override
  public List<EntityRule.Derived> rules() {
    var rules = new ArrayList<EntityRule.Derived>();
    for (var definition : definitions.values()) {
      if (EntityReader.read(definition.name(), definition.spec())
              instanceof Checked.Valid<EntityRule>(var rule)
          && rule instanceof EntityRule.Derived derived
          && !(derivations.get(definition.name()) instanceof Derivation(_, var gone, _) && gone)) {
        rules.add(derived);
      }
    }
    return rules;
  }

  @Override
  public Map<EntityKey, Map<String, EntityTrait>> traits(Map<EntityKey, SortedSet<String>> names) {
    var found = new HashMap<EntityKey, Map<String, EntityTrait>>();
    names.forEach((account, wanted) -> {
      var some = new HashMap<>(accountTraits.getOrDefault(account, Map.of()));
      some.keySet().retainAll(wanted);
      found.put(account, some);
    });
    return found;
  }

  @Override
  public Map<EntityKey, Integer> traitCounts(Set<EntityKey> entities) {
    var counts = new HashMap<EntityKey, Integer>();
    entities.forEach(each -> counts.put(each, accountTraits.getOrDefault(each, Map.of()).size()));
    return counts;
  }

  @Override
  public void writeTraits(Collection<EntityTrait> traits) {
    for (var trait : traits) {
      accountTraits.computeIfAbsent(trait.entity(), _ -> new TreeMap<>()).put(trait.name(), trait);
    }
  }

  @Override
  public void writeSightings(Map<EntityKey, Sighting> seen) {
    seen.forEach((account, sighting) -> sightings.merge(account, sighting, Sighting::and));
  }

  @Override
  public Map<ProfileId, Standing> current(Set<ProfileId> ids) {
    var current = new HashMap<ProfileId, Standing>();
    ids.stream()
        .filter(world::knows)
        .forEach(id -> current.put(id, new Standing(world.current(id), 0)));
    return current;
  }

  @Override
  public Map<ProfileId, Map<String, Json>> profileTraits(
      Set<ProfileId> profiles, Set<String> names) {
    var traits = new HashMap<ProfileId, Map<String, Json>>();
    for (var profile : profiles) {
      var some = new HashMap<>(world.traits(profile));
      some.keySet().retainAll(names);
      traits.put(profile, some);
    }
    return traits;
  }

  @Override
  public Map<ProfileId, Map<EntityKey, Origin>> accounts(Set<ProfileId> profiles) {
    var accounts = new HashMap<ProfileId, Map<EntityKey, Origin>>();
    for (var profile : profiles) {
      var ofProfile = new HashMap<EntityKey, Origin>();
      world
          .groups(profile)
          .forEach((group, origin) -> ofProfile.put(EntityKey.account(group), origin));
      accounts.put(profile, ofProfile);
    }
    return accounts;
  }

  @Override
  public Map<ProfileId, Set<EntityKey>> households(Set<ProfileId> profiles) {
    var found = new HashMap<ProfileId, Set<EntityKey>>();
    for (var profile : profiles) {
      if (households.containsKey(profile)) {
        found.put(profile, new HashSet<>(households.getOrDefault(profile, Map.of()).keySet()));
      }
    }
    return found;
  }

  @Override
  public void join(Map<ProfileId, Set<Household>> joining) {
    joining.forEach((profile, all) ->
        all.forEach(household ->
            households
                .computeIfAbsent(profile, _ -> new TreeMap<>())
                .put(household.key(), household)));
  }

  @Override
  public void leave(Map<ProfileId, Set<EntityKey>> leaving) {
    leaving.forEach((profile, all) -> {
      var left = households.getOrDefault(profile, new TreeMap<>());
      left.keySet().removeAll(all);
      if (left.isEmpty()) {
        households.remove(profile);
      }
    });
  }

  @Override
  public Map<EntityKey, Integer> sizes(Set<EntityKey> keys) {
    var sizes = new HashMap<EntityKey, Integer>();
    for (var ofProfile : households.values()) {
      ofProfile.keySet().stream()
          .filter(keys::contains)
          .forEach(key -> sizes.merge(key, 1, Integer::sum));
    }
    return sizes;
  }

  @Override
  public Set<ProfileId> membersOf(Set<EntityKey> keys) {
    var members = new TreeSet<ProfileId>();
    households.forEach((profile, ofProfile) -> {
      if (ofProfile.keySet().stream().anyMatch(keys::contains)) {
        members.add(profile);
      }
    });
    return members;
  }

  @Override
  public Map<ProfileId, Set<EntityKey>> told(Set<ProfileId> profiles) {
    var found = new HashMap<ProfileId, Set<EntityKey>>();
    for (var profile : profiles) {
      if (memberships.containsKey(profile)) {
        found.put(profile, new TreeSet<>(memberships.getOrDefault(profile, Map.of()).keySet()));
      }
    }
    return found;
  }

  @Override
  public Set<ProfileId> toldMembersOf(Set<EntityKey> entities) {
    var members = new TreeSet<ProfileId>();
    memberships.forEach((profile, ofProfile) -> {
      if (ofProfile.keySet().stream().anyMatch(entities::contains)) {
        members.add(profile);
      }
    });
    return members;
  }

  @Override
  public Set<EntityKey> withMembers(Set<EntityKey> entities) {
    var with = new TreeSet<EntityKey>();
    memberships
        .values()
        .forEach(all -> all.keySet().stream().filter(entities::contains).forEach(with::add));
    return with;
  }

  @Override
  public void start(Collection<Membership> starting) {
    for (var membership : starting) {
      memberships
          .computeIfAbsent(membership.profile(), _ -> new TreeMap<>())
          .putIfAbsent(membership.entity(), membership);
    }
  }

  @Override
  public void end(Map<ProfileId, Set<EntityKey>> ending) {
    ending.forEach((profile, entities) -> {
      var left = memberships.getOrDefault(profile, new TreeMap<>());
      left.keySet().removeAll(entities);
      if (left.isEmpty()) {
        memberships.remove(profile);
      }
    });
  }

  @Override
  public Map<EntityKey, List<EntityTrait>> traitsOf(Set<EntityKey> entities) {
    var traits = new HashMap<EntityKey, List<EntityTrait>>();
    for (var entity : entities) {
      traits.put(
          entity,
          entity.entity().equals(EntityKey.ACCOUNTS)
              ? accountTraits.getOrDefault(entity, Map.of()).values().stream()
                  .filter(trait -> !trait.removed())
                  .toList()
              : shared(entity));
    }
    return traits;
  }

  @Override
  public void tell(List<News> news) {
    told.addAll(news);
  }

  @Override
  public void announce(Map<EntityKey, SortedSet<String>> changed) {
    changed.forEach((entity, names) ->
        announcements.put(++numbers, new Announcement(numbers, entity, names, Announcement.START)));
  }

  @Override
  public List<Announcement> announcements(int atMost) {
    return announcements.values().stream().limit(atMost).toList();
  }

  @Override
  public List<ProfileId> toldMembers(EntityKey entity, ProfileId after, int atMost) {
    return toldMembersOf(Set.of(entity)).stream()
        .filter(member -> member.compareTo(after) > 0)
        .sorted(Comparator.naturalOrder())
        .limit(atMost)
        .toList();
  }

  @Override
  public void advance(Announcement announcement) {
    announcements.remove(announcement.id());
    announcements.put(announcement.id(), announcement);
  }

  @Override
  public void finish(Announcement announcement) {
    announcements.remove(announcement.id());
  }

  @Override
  public List<RuleVersion> ruleVersions() {
    return definitions.values().stream()
        .map(each ->
            new RuleVersion(
                each.name(),
                each.version(),
                derivations.get(each.name()) instanceof Derivation(_, var gone, _) && gone))
        .toList();
  }

  @Override
  public void define(DerivedDefinition definition) {
    definitions.put(definition.name(), definition);
    derivations.put(definition.name(), new Derivation(definition.name(), false, new UUID(0, 0)));
  }

  @Override
  public void drop(String entity) {
    derivations.put(entity, new Derivation(entity, true, new UUID(0, 0)));
  }

  @Override
  public List<Derivation> derivations() {
    return List.copyOf(derivations.values());
  }

  @Override
  public Derivation.Slice next(Derivation derivation, int atMost) {
    var after = new ProfileId(derivation.after());
    var all = derivation.gone() ? households.keySet() : world.profiles();
    var next = all.stream().filter(profile -> profile.compareTo(after) > 0).limit(atMost).toList();
    return new Derivation.Slice(next, next.isEmpty() ? derivation.after() : next.getLast().value());
  }

  @Override
  public void advance(Derivation derivation) {
    derivations.put(derivation.entity(), derivation);
  }

  @Override
  public void finish(Derivation derivation) {
    derivations.remove(derivation.entity());
    if (derivation.gone()) {
      definitions.remove(derivation.entity());
    }
  }

  private List<EntityTrait> shared(EntityKey entity) {
    var stamp = new Stamp(World.START, new Birth(0, 0));
    var origin = new Origin(World.START, "", "");
    return households.values().stream()
        .filter(all -> all.containsKey(entity))
        .limit(1)
        .flatMap(all -> all.entrySet().stream())
        .filter(each -> each.getKey().equals(entity))
        .flatMap(each -> each.getValue().shared().entrySet().stream())
        .map(
            each -> new EntityTrait(entity, each.getKey(), Json.of(each.getValue()), stamp, origin))
        .toList();
  }
}
