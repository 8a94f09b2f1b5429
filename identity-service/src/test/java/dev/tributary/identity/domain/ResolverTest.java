package dev.tributary.identity.domain;

import static dev.tributary.identity.domain.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.trait.TraitChange;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolverTest {

  private static final Comparator<TraitChange> STRENGTH =
      Comparator.comparingLong(TraitChange::precedence).thenComparingLong(TraitChange::tie);

  private final MemoryGraphStore store = new MemoryGraphStore();
  private final Resolver resolver = new Resolver(store);
  private long next = 1_000_000;

  @Test
  void theOldestProfileSurvivesAMerge() {
    // Given
    var young = resolve(event(1, 20, "user_id:u")).decision().profile();
    var old = resolve(event(2, 10, "anonymous_id:a")).decision().profile();

    // When
    var merged = resolve(event(3, 30, "user_id:u", "anonymous_id:a"));

    // Then
    assertThat(merged.outcome()).isEqualTo(Outcome.MERGED);
    assertThat(merged.decision().profile()).isEqualTo(old);
    assertThat(merged.decision().merged()).containsExactly(young);
    assertThat(merged.decision().identifiersAdded()).containsExactly(Identifier.of("user_id", "u"));
  }

  @Test
  void theSmallestIdSurvivesAmongProfilesOfOneAge() {
    // Given
    var one = resolve(event(1, 10, "user_id:u")).decision().profile();
    var other = resolve(event(2, 10, "anonymous_id:a")).decision().profile();

    // When
    var merged = resolve(event(3, 30, "user_id:u", "anonymous_id:a")).decision();

    // Then
    var smallest = one.text().compareTo(other.text()) < 0 ? one : other;
    assertThat(merged.profile()).isEqualTo(smallest);
  }

  @Test
  void twoKnownUsersAreNotMadeOneByASharedAddress() {
    // Given
    var jane = resolve(event(1, 1, "user_id:abc123", "email:jane@x.org")).decision().profile();

    // When
    var second = resolve(event(2, 2, "user_id:abc456", "email:jane@x.org"));

    // Then
    assertThat(second.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(second.decision().profile()).isNotEqualTo(jane);
    assertThat(second.setAside()).containsExactly("identifier_demoted");
    assertThat(ofNext("email:jane@x.org")).isEqualTo(jane);
  }

  @Test
  void whatIsLeftOutOfTheLookupIsKeptIfNobodyHasIt() {
    // Given
    resolve(event(1, 1, "user_id:abc123", "email:jane@x.org"));

    // When
    var second = resolve(event(2, 2, "user_id:abc456", "email:jane@x.org", "anonymous_id:new"));

    // Then
    assertThat(ofNext("anonymous_id:new")).isEqualTo(second.decision().profile());
  }

  @Test
  void anAnonymousEventThatNamesTwoUsersByOtherMeansGoesToTheStrongerName() {
    // Given
    var one = resolve(event(1, 1, "user_id:u1", "email:e@x.org")).decision().profile();
    resolve(event(2, 2, "user_id:u2", "anonymous_id:a"));

    // When
    var third = resolve(event(3, 3, "email:e@x.org", "anonymous_id:a"));

    // Then
    assertThat(third.outcome()).isEqualTo(Outcome.MATCHED);
    assertThat(third.decision().profile()).isEqualTo(one);
  }

  @Test
  void twoUserIdsInOneEventNeverEndUpInOneProfile() {
    // When
    resolve(event(1, 1, "user_id:u1", "user_id:u2", "anonymous_id:a"));

    // Then
    assertThat(ofNext("user_id:u1")).isNotEqualTo(ofNext("user_id:u2"));
  }

  @Test
  void aGroupJoinsNobody() {
    // When
    var one = resolve(event(1, 1, "user_id:u1", "group_id:acme")).decision();
    var other = resolve(event(2, 2, "user_id:u2", "group_id:acme")).decision();

    // Then
    assertThat(one.profile()).isNotEqualTo(other.profile());
    assertThat(other.identifiersAdded())
        .containsExactly(Identifier.of("user_id", "u2"), Identifier.of("group_id", "acme"));
  }

  @Test
  void anEventThatNamesNobodyStandsAloneAndStoresNothing() {
    // When
    var nobody = event(7, 1);
    var first = resolve(nobody);
    var again = resolve(nobody);

    // Then
    assertThat(first.outcome()).isEqualTo(Outcome.UNIDENTIFIED);
    assertThat(again).isEqualTo(first);
    assertThat(store.persons()).isEmpty();
  }

  @Test
  void anOlderValueThatComesLateDoesNotBringARemovedTraitBack() {
    // Given
    resolve(event(1, 10, Map.of("plan", Json.of("pro")), "user_id:u"));
    resolve(event(2, 30, Map.of("plan", Json.Null.VALUE), "user_id:u"));

    // When
    var late = resolve(event(3, 20, Map.of("plan", Json.of("free")), "user_id:u"));

    // Then
    assertThat(late.decision().traitChanges()).isEmpty();
    assertThat(store.persons()).allMatch(person -> person.traits().isEmpty());
  }

  @Test
  void aRepeatedValueIsNotToldButHoldsFromItsOwnTime() {
    // Given
    resolve(event(1, 10, Map.of("plan", Json.of("pro")), "user_id:u"));
    var repeated = resolve(event(2, 30, Map.of("plan", Json.of("pro")), "user_id:u"));

    // When
    var late = resolve(event(3, 20, Map.of("plan", Json.of("free")), "user_id:u"));

    // Then
    assertThat(repeated.decision().changedSomething()).isFalse();
    assertThat(late.decision().changedSomething()).isFalse();
  }

  @Test
  void aDecidedEventIsDecidedTheSameAgain() {
    // Given
    var first = resolve(event(1, 1, "anonymous_id:a"));
    resolve(event(2, 0, "user_id:u"));
    resolve(event(3, 2, "anonymous_id:a", "user_id:u"));

    // When
    var again = resolve(event(1, 1, "anonymous_id:a"));

    // Then
    assertThat(again.outcome()).isEqualTo(Outcome.REPLAYED);
    assertThat(again.decision()).isEqualTo(first.decision());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderAndAnyCutIntoBatchesGivesWhatTheNaiveModelGives(long seed) {
    // Given
    var history = Histories.withoutConflicts(seed);
    var random = new Random(seed);

    for (int round = 0; round < 4; round++) {
      // When
      var fresh = new MemoryGraphStore();
      var resolutions = feed(fresh, history, random);

      // Then
      assertThat(fresh.persons()).isEqualTo(NaiveModel.of(history, Histories.IDS));
      assertThat(resolutions).hasSameSizeAs(history);
      Collections.shuffle(history, random);
    }
  }

  /** As audience-service does, which hears nothing else of traits. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whoFollowsWhatIsToldOfTraitsComesToThoseThatAreStored(long seed) {
    // Given
    var history = Histories.withoutConflicts(seed);
    var random = new Random(seed);
    Collections.shuffle(history, random);
    var fresh = new MemoryGraphStore();
    var followed = new HashMap<ProfileId, Map<String, TraitChange>>();

    // When
    for (var resolution : feed(fresh, history, random)) {
      var decision = resolution.decision();
      var traits = followed.computeIfAbsent(decision.profile(), _ -> new HashMap<>());
      for (var merged : decision.merged()) {
        followed.getOrDefault(merged, Map.of()).values().forEach(change -> follow(traits, change));
        followed.remove(merged);
      }
      decision.traitChanges().forEach(change -> follow(traits, change));
      decision.confirmed().forEach(change -> follow(traits, change));
    }

    // Then
    var values = new HashSet<Map<String, Json>>();
    followed.values().forEach(traits -> values.add(values(traits)));
    var stored = new HashSet<Map<String, Json>>();
    NaiveModel.of(history, Histories.IDS).forEach(person -> stored.add(person.traits()));
    assertThat(values).isEqualTo(stored);
  }

  private static void follow(Map<String, TraitChange> traits, TraitChange change) {
    traits.merge(
        change.name(), change, (there, told) -> STRENGTH.compare(there, told) > 0 ? there : told);
  }

  private static Map<String, Json> values(Map<String, TraitChange> traits) {
    var values = new HashMap<String, Json>();
    traits.forEach((name, change) -> {
      if (!(change.value() instanceof Json.Null)) {
        values.put(name, change.value());
      }
    });
    return values;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readingAPartAgainChangesNothingAndTellsTheSame(long seed) {
    // Given
    var history = Histories.withoutConflicts(seed);
    var random = new Random(seed);
    var fresh = new MemoryGraphStore();
    var first = feed(fresh, history, random);
    int from = random.nextInt(history.size());

    // When
    var again = feed(fresh, history.subList(from, history.size()), random);

    // Then
    assertThat(fresh.persons()).isEqualTo(NaiveModel.of(history, Histories.IDS));
    for (int i = from; i < history.size(); i++) {
      if (first.get(i).decision().changedSomething()) {
        assertThat(again.get(i - from).decision()).isEqualTo(first.get(i).decision());
      } else {
        assertThat(again.get(i - from).decision().changedSomething()).isFalse();
      }
    }
  }

  static LongStream seeds() {
    return Seeds.of(1_500);
  }

  private static List<Resolution> feed(
      MemoryGraphStore store, List<Evidence> history, Random random) {
    var resolver = new Resolver(store);
    var resolutions = new ArrayList<Resolution>();
    int from = 0;
    while (from < history.size()) {
      int to = Math.min(history.size(), from + 1 + random.nextInt(8));
      resolutions.addAll(resolver.resolve(history.subList(from, to), Rules.DEFAULT).resolutions());
      from = to;
    }
    return resolutions;
  }

  private Resolution resolve(Evidence event) {
    return resolver.resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst();
  }

  private ProfileId ofNext(String identifier) {
    return resolve(event(next++, 100, identifier)).decision().profile();
  }
}
