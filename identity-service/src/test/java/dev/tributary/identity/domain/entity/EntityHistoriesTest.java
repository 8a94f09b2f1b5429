package dev.tributary.identity.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of group calls, traits, merges, splits and changed rules. Their records are
 * followed late, again and again, in half of the histories in any interleaving of their partitions;
 * steps of upkeep come in between. What is stored and what others make of what they were told is
 * what the last state of the graph says, as a naive model reads it.
 *
 * <p>Others may drop what they were told of a profile that merged. Those who add it to what its
 * heir was told see the same as long as a profile does not merge and come back before the merge is
 * followed; so that is tried where what was is followed before the next split.
 */
class EntityHistoriesTest {

  private static final int IDENTIFIERS = 9;
  private static final int DEEDS = 120;
  private static final List<String> GROUPS = List.of("acme", "umbrella", "initech");
  private static final List<String> STREETS =
      List.of("Main St. 1", "main st 1", "Elm St. 2", "n/a");

  static LongStream seeds() {
    return Seeds.of(1_500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endAsTheGraphEndsInWhateverOrderTheyAreFollowed(long seed) {
    // Given
    var run = new Run(seed);

    // When
    for (int i = 0; i < DEEDS; i++) {
      run.deed();
    }
    run.settle();

    // Then
    assertThat(run.stored()).isEqualTo(run.expected());
    if (run.inOrder) {
      assertThat(run.believedByThoseWhoAddUpMerges()).isEqualTo(run.expected());
    }
    assertThat(run.believedByThoseWhoForgetTheMerged()).isEqualTo(run.expected());
    assertThat(run.traitsTold()).isEqualTo(run.traitsExpected());
  }

  /** One history. */
  private static final class Run {

    private final SplittableRandom random;
    private final World world = new World(IDENTIFIERS);
    private final MemoryEntityStore store = new MemoryEntityStore(world);
    private final EntityListener listener =
        new EntityListener(store, Histories.IDS::of, new FixedRules());
    private final EntityUpkeep upkeep = new EntityUpkeep(store, Histories.IDS::of);
    private final boolean inOrder;
    private final Map<ProfileId, Deque<Followed>> partitions = new TreeMap<>();
    private final List<GroupCall> calls = new ArrayList<>();
    private final Map<ProfileId, Set<EntityKey>> addedUp = new HashMap<>();
    private final Map<ProfileId, ProfileId> mergedInto = new HashMap<>();
    private final Map<ProfileId, Map<EntityKey, Map<String, Json>>> plain = new TreeMap<>();
    private int heard;
    private int version;
    private Json.Obj rule = Json.Obj.EMPTY;

    Run(long seed) {
      this.random = new SplittableRandom(seed);
      this.inOrder = seed % 2 == 0;
    }

    void deed() {
      switch (random.nextInt(12)) {
        case 0, 1 -> groupCall();
        case 2, 3 -> street();
        case 4 -> world.merge(anybody(), anybody()).forEach(this::send);
        case 5 -> {
          if (inOrder) {
            catchUp();
          }
          world.split(some()).forEach(this::send);
        }
        case 6 -> defineOrDrop();
        case 7, 8, 9 -> follow(1 + random.nextInt(4));
        case 10 -> upkeep.announce(World.START);
        default -> upkeep.derive(World.START);
      }
      hear();
    }

    void settle() {
      catchUp();
      while (upkeep.announce(World.START) || upkeep.derive(World.START)) {
        hear();
      }
      hear();
    }

    Map<ProfileId, Set<EntityKey>> stored() {
      var stored = new TreeMap<ProfileId, Set<EntityKey>>();
      store.memberships.forEach((profile, all) -> {
        if (world.current(profile).equals(profile)) {
          stored.put(profile, new TreeSet<>(all.keySet()));
        }
      });
      return stored;
    }

    Map<ProfileId, Set<EntityKey>> believedByThoseWhoAddUpMerges() {
      return living(addedUp);
    }

    Map<ProfileId, Set<EntityKey>> believedByThoseWhoForgetTheMerged() {
      var believed = new HashMap<ProfileId, Set<EntityKey>>();
      plain.forEach((profile, all) -> believed.put(profile, all.keySet()));
      return living(believed);
    }

    /** By the last state of the graph alone. */
    Map<ProfileId, Set<EntityKey>> expected() {
      var rules = store.rules();
      var members = new HashMap<EntityKey, Set<ProfileId>>();
      for (var profile : world.profiles()) {
        for (var group : world.groups(profile).keySet()) {
          members.computeIfAbsent(EntityKey.account(group), _ -> new TreeSet<>()).add(profile);
        }
      }
      for (var each : rules) {
        var ofRule = new HashMap<EntityKey, Set<ProfileId>>();
        for (var profile : world.profiles()) {
          for (var key : each.keys()) {
            key.read(world.traits(profile))
                .map(shared -> Household.of(Histories.IDS::of, each.name(), shared).key())
                .ifPresent(household ->
                    ofRule.computeIfAbsent(household, _ -> new TreeSet<>()).add(profile));
          }
        }
        ofRule.values().removeIf(all -> !each.shows(all.size()));
        members.putAll(ofRule);
      }
      var expected = new TreeMap<ProfileId, Set<EntityKey>>();
      members.forEach((entity, all) ->
          all.forEach(
              profile -> expected.computeIfAbsent(profile, _ -> new TreeSet<>()).add(entity)));
      return expected;
    }

    /** What members of accounts were told of the accounts' traits in the end. */
    Map<ProfileId, Map<EntityKey, Map<String, Json>>> traitsTold() {
      var told = new TreeMap<ProfileId, Map<EntityKey, Map<String, Json>>>();
      plain.forEach((profile, all) -> {
        if (world.current(profile).equals(profile)) {
          var accounts = new TreeMap<>(all);
          accounts.keySet().removeIf(entity -> !entity.entity().equals(EntityKey.ACCOUNTS));
          if (!accounts.isEmpty()) {
            told.put(profile, accounts);
          }
        }
      });
      return told;
    }

    Map<ProfileId, Map<EntityKey, Map<String, Json>>> traitsExpected() {
      var last = new TreeMap<EntityKey, Map<String, Json>>();
      calls.stream()
          .sorted((one, other) -> one.stamp().compareTo(other.stamp()))
          .forEach(call -> {
            var traits = last.computeIfAbsent(call.account(), _ -> new TreeMap<>());
            call.traits()
                .forEach((name, value) -> {
                  if (value instanceof Json.Null) {
                    traits.remove(name);
                  } else {
                    traits.put(name, value);
                  }
                });
          });
      var expected = new TreeMap<ProfileId, Map<EntityKey, Map<String, Json>>>();
      for (var profile : world.profiles()) {
        for (var group : world.groups(profile).keySet()) {
          var account = EntityKey.account(group);
          expected
              .computeIfAbsent(profile, _ -> new TreeMap<>())
              .put(account, last.getOrDefault(account, Map.of()));
        }
      }
      return expected;
    }

    private void groupCall() {
      var traits = new HashMap<String, Json>();
      for (var name : List.of("plan", "seats")) {
        switch (random.nextInt(4)) {
          case 0 -> traits.put(name, Json.Null.VALUE);
          case 1 -> traits.put(name, Json.of(random.nextInt(3)));
          default -> {}
        }
      }
      var group = GROUPS.get(random.nextInt(GROUPS.size()));
      var record = world.group(anybody(), group, new Json.Obj(traits), random.nextInt(50));
      GroupCall.of((Followed.Event) record, Rules.DEFAULT).ifPresent(calls::add);
      send(record);
    }

    private void street() {
      Json value =
          random.nextInt(4) == 0
              ? Json.Null.VALUE
              : Json.object("street", Json.of(STREETS.get(random.nextInt(STREETS.size()))));
      var trait = random.nextInt(3) == 0 ? "family" : "address";
      Json sent = trait.equals("family") ? Json.of("f" + random.nextInt(2)) : value;
      send(world.identify(anybody(), trait, sent, random.nextInt(50)));
    }

    private void defineOrDrop() {
      if (random.nextInt(3) == 0) {
        rule = Json.Obj.EMPTY;
      } else {
        var keys =
            random.nextBoolean()
                ? Json.arrayOf(Json.arrayOf(Json.of("traits.address.street")))
                : Json.arrayOf(
                    Json.arrayOf(Json.of("traits.address.street")),
                    Json.arrayOf(Json.of("traits.family")));
        int atMost = 1 + random.nextInt(4);
        rule =
            Json.object(
                "derive",
                new Json.Obj(
                    Map.of(
                        "keys", keys,
                        "atMost", Json.of(atMost),
                        "atLeast", Json.of(1 + random.nextInt(atMost)))));
      }
      version++;
      upkeep.define(
          rule.fields().isEmpty()
              ? List.of()
              : List.of(new DerivedDefinition("households", version, rule)));
    }

    private void catchUp() {
      while (partitions.values().stream().anyMatch(queue -> !queue.isEmpty())) {
        follow(3);
      }
    }

    /** The next records of some partitions, and often those of before once more. */
    private void follow(int records) {
      var batch = new ArrayList<Followed>();
      for (int i = 0; i < records; i++) {
        var waiting = partitions.values().stream().filter(queue -> !queue.isEmpty()).toList();
        if (!waiting.isEmpty()) {
          batch.add(waiting.get(random.nextInt(waiting.size())).removeFirst());
        }
      }
      if (!batch.isEmpty()) {
        listener.follow(batch);
        if (random.nextInt(3) == 0) {
          listener.follow(batch.subList(0, 1 + random.nextInt(batch.size())));
        }
      }
      hear();
    }

    private void send(Followed followed) {
      var key =
          switch (followed) {
            case Followed.Event event -> event.profile();
            case Followed.Merged merged -> merged.from();
            case Followed.Split split -> split.from();
          };
      partitions
          .computeIfAbsent(inOrder ? World.id(0) : key, _ -> new ArrayDeque<>())
          .add(followed);
      switch (followed) {
        case Followed.Event _ -> {}
        case Followed.Merged(var from, var into, _, _) -> {
          hear();
          var moving = addedUp.remove(from);
          plain.remove(from);
          mergedInto.put(from, into);
          mergedInto.remove(into);
          if (moving != null) {
            addedUp.computeIfAbsent(into, _ -> new HashSet<>()).addAll(moving);
          }
        }
        case Followed.Split(var from, var into, _, _, _, _, _) -> {
          hear();
          mergedInto.remove(from);
          mergedInto.remove(into);
        }
      }
    }

    /**
     * Others read what was told, and heard of merges and splits before: news of the merged is their
     * heir's.
     */
    private void hear() {
      for (; heard < store.told.size(); heard++) {
        var news = store.told.get(heard);
        var profile = news.profile();
        while (mergedInto.containsKey(profile)) {
          profile = mergedInto.getOrDefault(profile, profile);
        }
        var all = addedUp.computeIfAbsent(profile, _ -> new HashSet<>());
        var own =
            mergedInto.containsKey(news.profile())
                ? new TreeMap<EntityKey, Map<String, Json>>()
                : plain.computeIfAbsent(news.profile(), _ -> new TreeMap<>());
        if (news.member()) {
          all.add(news.entity());
          var traits = own.computeIfAbsent(news.entity(), _ -> new TreeMap<>());
          news.traits()
              .forEach(trait -> {
                if (trait.removed()) {
                  traits.remove(trait.name());
                } else {
                  traits.put(trait.name(), trait.value());
                }
              });
        } else {
          all.remove(news.entity());
          own.remove(news.entity());
        }
      }
    }

    private Map<ProfileId, Set<EntityKey>> living(Map<ProfileId, Set<EntityKey>> all) {
      var living = new TreeMap<ProfileId, Set<EntityKey>>();
      all.forEach((profile, entities) -> {
        if (world.current(profile).equals(profile) && !entities.isEmpty()) {
          living.put(profile, new TreeSet<>(entities));
        }
      });
      return living;
    }

    private Set<ProfileId> some() {
      var some = new TreeSet<ProfileId>();
      some.add(anybody());
      some.add(anybody());
      return some;
    }

    private ProfileId anybody() {
      return World.id(random.nextInt(IDENTIFIERS));
    }
  }
}
