package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.ClientEvent.Names;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.follow.Anchor;
import dev.tributary.identity.domain.follow.Effect;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.Payload;
import dev.tributary.identity.domain.follow.Sent;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
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
import java.util.UUID;

/**
 * A graph of a few identifiers, as simple as can be: sets of them are profiles, the smallest id is
 * a profile's. Each deed gives the record that the real one would send.
 */
final class World {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<ProfileId, Set<ProfileId>> clusters = new HashMap<>();
  private final Map<ProfileId, Map<String, Origin>> groups = new HashMap<>();
  private final Map<ProfileId, Map<String, EntityTrait>> traits = new HashMap<>();
  private long births;

  World(int identifiers) {
    for (int i = 0; i < identifiers; i++) {
      var id = id(i);
      clusters.put(id, new TreeSet<>(Set.of(id)));
    }
  }

  static ProfileId id(int number) {
    return new ProfileId(new UUID(1, number));
  }

  Set<ProfileId> profiles() {
    var profiles = new TreeSet<ProfileId>();
    clusters.keySet().forEach(id -> profiles.add(current(id)));
    return profiles;
  }

  ProfileId current(ProfileId id) {
    return clusters.getOrDefault(id, Set.of(id)).iterator().next();
  }

  boolean knows(ProfileId id) {
    return clusters.containsKey(id);
  }

  Map<String, Origin> groups(ProfileId profile) {
    var all = new TreeMap<String, Origin>();
    for (var id : clusters.getOrDefault(profile, Set.of())) {
      groups
          .getOrDefault(id, Map.of())
          .forEach((g, origin) -> all.merge(g, origin, Origin::orEarlier));
    }
    return all;
  }

  Map<String, Json> traits(ProfileId profile) {
    var strongest = new TreeMap<String, EntityTrait>();
    for (var id : clusters.getOrDefault(profile, Set.of())) {
      traits
          .getOrDefault(id, Map.of())
          .forEach((name, trait) ->
              strongest.merge(
                  name,
                  trait,
                  (one, other) -> one.stamp().compareTo(other.stamp()) > 0 ? one : other));
    }
    var values = new TreeMap<String, Json>();
    strongest.forEach((name, trait) -> {
      if (!trait.removed()) {
        values.put(name, trait.value());
      }
    });
    return values;
  }

  Followed group(ProfileId id, String group, Json.Obj ofAccount, long seconds) {
    var sent = sent(Call.GROUP, group, ofAccount, seconds);
    groups.computeIfAbsent(id, _ -> new HashMap<>()).merge(group, sent.origin(), Origin::orEarlier);
    return event(id, sent, List.of());
  }

  Followed identify(ProfileId id, String trait, Json value, long seconds) {
    var before = traits(current(id));
    var sent = sent(Call.IDENTIFY, "", Json.Obj.EMPTY, seconds);
    var next = new EntityTrait(new EntityKey("x", "x"), trait, value, sent.stamp(), sent.origin());
    traits
        .computeIfAbsent(id, _ -> new HashMap<>())
        .merge(trait, next, (one, other) -> one.stamp().compareTo(other.stamp()) > 0 ? one : other);
    var after = traits(current(id));
    var changes = new ArrayList<TraitChange>();
    if (!before.equals(after)) {
      var now = after.getOrDefault(trait, Json.Null.VALUE);
      changes.add(new TraitChange(trait, now, sent.happenedAt(), 0, 0));
    }
    return event(id, sent, changes);
  }

  List<Followed> merge(ProfileId one, ProfileId other) {
    var into = current(one).compareTo(current(other)) < 0 ? current(one) : current(other);
    var from = into.equals(current(one)) ? current(other) : current(one);
    if (into.equals(from)) {
      return List.of();
    }
    var all = new TreeSet<>(clusters.getOrDefault(into, Set.of()));
    all.addAll(clusters.getOrDefault(from, Set.of()));
    all.forEach(id -> clusters.put(id, all));
    return List.of(new Followed.Merged(from, into, START, ++births));
  }

  /** Some identifiers leave; where the smallest is among them, the others get a new name. */
  List<Followed> split(Set<ProfileId> leaving) {
    var profile = current(leaving.iterator().next());
    var gone = new TreeSet<>(clusters.getOrDefault(profile, Set.of()));
    gone.retainAll(leaving);
    var stay = new TreeSet<>(clusters.getOrDefault(profile, Set.of()));
    stay.removeAll(gone);
    if (gone.isEmpty() || stay.isEmpty()) {
      return List.of();
    }
    gone.forEach(id -> clusters.put(id, gone));
    stay.forEach(id -> clusters.put(id, stay));
    var other = gone.contains(profile) ? stay.first() : gone.first();
    var moved = new HashSet<Identifier>();
    return List.of(
        new Followed.Split(
            profile, other, List.copyOf(moved), List.of(), List.of(), START, ++births));
  }

  private Followed event(ProfileId id, Sent sent, List<TraitChange> changes) {
    var anchor = new Anchor(id, Identifier.of("user_id", id.text()));
    return new Followed.Event(current(id), anchor, sent, new Effect(changes, List.of(), List.of()));
  }

  private Sent sent(Call call, String group, Json.Obj ofAccount, long seconds) {
    var at = START.plusSeconds(seconds);
    var birth = new Birth(0, ++births);
    var origin = new Origin(START.plusSeconds(1_000_000 + births), "shop", "m" + births);
    return new Sent(birth, origin, call, new Names("", "", group), at, "", payload(ofAccount));
  }

  private static Payload payload(Json.Obj traits) {
    return new Payload() {
      @Override
      public Json.Obj document() {
        return Json.object("traits", traits);
      }

      @Override
      public Json.Obj traits() {
        return traits;
      }

      @Override
      public Json.Obj context() {
        return Json.Obj.EMPTY;
      }
    };
  }
}
