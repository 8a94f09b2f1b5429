package dev.tributary.identity.domain.simulate;

import static dev.tributary.identity.domain.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.MemoryGraphStore;
import dev.tributary.identity.domain.NaiveModel.Person;
import dev.tributary.identity.domain.NoCache;
import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.BlockedValues;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Normalisation;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import dev.tributary.identity.domain.simulate.Report.Change;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorTest {

  private static final IdentifierType PHONE = new IdentifierType("phone");
  private static final Rules ONE_USER = rules(1, 0, true);
  private static final List<Rules> OTHERS =
      List.of(
          ONE_USER, rules(2, 0, true), rules(0, 0, true), rules(1, 1, true), rules(1, 2, false));

  private final MemoryGraphStore store = new MemoryGraphStore();

  @ParameterizedTest
  @MethodSource("seeds")
  void theRulesInForceChangeNothing(long seed) {
    // Given
    shared(seed).forEach(event -> resolve(store, event, Rules.DEFAULT));

    // When
    var report = simulate(Rules.DEFAULT, Rules.DEFAULT);

    // Then
    assertThat(report.merges()).isEqualTo(new Change(0, 0, List.of()));
    assertThat(report.splits()).isEqualTo(new Change(0, 0, List.of()));
    assertThat(report.setAside()).isEmpty();
    assertThat(report.broughtBack()).isZero();
    assertThat(report.unexplained()).isZero();
    assertThat(report.profiles()).isEqualTo(store.persons().size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void evidenceExplainsEveryProfileInWhateverOrderItCame(long seed) {
    // Given
    Histories.withoutConflicts(seed).forEach(event -> resolve(store, event, Rules.DEFAULT));

    // When
    var report = simulate(Rules.DEFAULT, Rules.DEFAULT);

    // Then
    assertThat(report.unexplained()).isZero();
    assertThat(report.profiles()).isEqualTo(store.persons().size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void otherRulesComeToWhatAFreshGraphUnderThemComesTo(long seed) {
    for (var now : List.of(ONE_USER, rules(0, 0, true))) {
      for (var other : OTHERS) {
        // Given
        var stored = new MemoryGraphStore();
        var fresh = new MemoryGraphStore();
        for (var event : shared(seed)) {
          resolve(stored, event, now);
          resolve(fresh, event, other);
        }

        // When
        var report = new Simulator(evidence(stored), 1_000).simulate(now, other, () -> true);

        // Then
        var before = groups(stored);
        var after = groups(fresh);
        var lost = new HashSet<>(before.keySet());
        lost.removeAll(after.keySet());
        assertThat(numbers(report.merges())).isEqualTo(meet(after, before));
        var split = meet(before, after);
        assertThat(numbers(report.splits())).isEqualTo(List.of(split.get(1), split.get(0)));
        assertThat(report.setAside().values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(lost.size());
      }
    }
  }

  @Test
  void tellsWhichProfilesWouldMergeAndWhy() {
    // Given
    var one = resolve(store, event(1, 1, "user_id:u", "anonymous_id:a"), ONE_USER);
    var other = resolve(store, event(2, 2, "user_id:v", "anonymous_id:a"), ONE_USER);

    // When
    var report = simulate(ONE_USER, rules(2, 0, true));

    // Then
    assertThat(numbers(report.merges())).containsExactly(2L, 1L);
    var example = report.merges().examples().getFirst();
    assertThat(example.profiles()).containsExactlyInAnyOrder(one, other);
    assertThat(example.reason()).isEqualTo("limit:user_id");
    assertThat(example.identifiers()).contains(Identifier.of("anonymous_id", "a"));
  }

  @Test
  void tellsWhatWouldSplitAndWhatWouldBeBlocked() {
    // Given: an e-mail of many
    resolve(store, event(1, 1, "anonymous_id:a", "email:info@x.org"), Rules.DEFAULT);
    resolve(store, event(2, 2, "anonymous_id:b", "email:info@x.org"), Rules.DEFAULT);

    // When
    var blocked =
        new TypeRule(
            IdentifierType.EMAIL,
            true,
            List.of(),
            List.of(),
            Normalisation.NONE,
            new BlockedValues(Set.of("info@x.org"), List.of(), true));
    var report = simulate(Rules.DEFAULT, new Rules(List.of(blocked)));

    // Then
    assertThat(numbers(report.splits())).containsExactly(1L, 2L);
    assertThat(report.splits().examples().getFirst().reason()).isEqualTo("blocked");
    assertThat(report.setAside()).isEqualTo(Map.of("blocked", 1L));
    assertThat(report.setAsideExamples()).containsExactly(Identifier.of("email", "info@x.org"));
  }

  @Test
  void valuesThatNormaliseToOneAreOneCustomers() {
    // Given
    resolve(store, event(1, 1, "user_id:U1"), Rules.DEFAULT);
    resolve(store, event(2, 2, "user_id:u1"), Rules.DEFAULT);

    // When
    var lower =
        new TypeRule(
            IdentifierType.USER_ID,
            true,
            List.of(Limit.UNIQUE),
            List.of(),
            Normalisation.Plain.LOWERCASE,
            BlockedValues.DEFAULT);
    var report = simulate(Rules.DEFAULT, new Rules(List.of(lower)));

    // Then
    assertThat(numbers(report.merges())).containsExactly(2L, 1L);
    assertThat(report.merges().examples().getFirst().reason()).isEqualTo("normalisation");
  }

  @Test
  void limitsOverASpanCountByWhenIdentifiersWereFirstSeen() {
    // Given: three devices of one user, two of them within a day
    long day = 86_400;
    resolve(store, event(1, 1, "user_id:u", "anonymous_id:a"), Rules.DEFAULT);
    resolve(store, event(2, 2, "user_id:u", "anonymous_id:b"), Rules.DEFAULT);
    resolve(store, event(3, 3 * day, "user_id:u", "anonymous_id:c"), Rules.DEFAULT);

    // When
    var daily =
        new Rules(
            List.of(
                new TypeRule(IdentifierType.USER_ID, true, List.of(Limit.UNIQUE)),
                new TypeRule(
                    IdentifierType.ANONYMOUS_ID, true, List.of(new Limit(1, Limit.Span.DAY)))));
    var report = simulate(Rules.DEFAULT, daily);

    // Then
    assertThat(report.setAside()).isEqualTo(Map.of("limit:anonymous_id", 1L));
    assertThat(report.setAsideExamples()).containsExactly(Identifier.of("anonymous_id", "b"));
  }

  @Test
  void whatAPersonCutStaysApartUnderLooserRules() {
    // Given
    resolve(store, event(1, 1, "user_id:u", "anonymous_id:a"), ONE_USER);
    var link = new Cut.Link(Identifier.of("user_id", "u"), Identifier.of("anonymous_id", "a"));
    var _ = new Cuts(store, new NoCache()).make(new Cut(new CutId(new UUID(1, 1)), link, "j", ""));
    resolve(store, event(2, 2, "anonymous_id:a", "phone:p"), ONE_USER);
    resolve(store, event(3, 3, "user_id:u", "phone:p"), ONE_USER);
    resolve(store, event(4, 4, "user_id:v", "anonymous_id:a"), ONE_USER);
    resolve(store, event(5, 5, "user_id:w", "anonymous_id:a"), ONE_USER);

    // When
    var report = simulate(ONE_USER, rules(0, 0, true));

    // Then: w would join v and a; u stays apart from them
    assertThat(report.profiles()).isEqualTo(3);
    assertThat(numbers(report.merges())).containsExactly(2L, 1L);
    assertThat(report.unexplained()).isZero();
  }

  @Test
  void refusesWhatDoesNotFitIntoMemoryOrTime() {
    // Given
    for (int i = 0; i < 20; i++) {
      resolve(store, event(i, i, "user_id:u" + i), Rules.DEFAULT);
    }

    // Then
    assertThatThrownBy(
            () -> new Simulator(evidence(store), 5).simulate(ONE_USER, ONE_USER, () -> true))
        .isInstanceOf(SimulationRefused.class)
        .hasMessageContaining("more than 5 identifiers");
  }

  static LongStream seeds() {
    return Seeds.of(300);
  }

  /** Users, devices and phones that meet in pairs, in the order of receipt. */
  private static List<Evidence> shared(long seed) {
    var random = new Random(seed);
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < 40; i++) {
      var user = "user_id:u" + random.nextInt(5);
      var device = "anonymous_id:a" + random.nextInt(7);
      var phone = "phone:p" + random.nextInt(5);
      history.add(
          switch (random.nextInt(3)) {
            case 0 -> event(i, i, user, device);
            case 1 -> event(i, i, user, phone);
            default -> event(i, i, device, phone);
          });
    }
    return history;
  }

  /** Users and devices a profile may have, zero for any number; whether phones join. */
  private static Rules rules(int users, int devices, boolean phones) {
    return new Rules(
        List.of(
            new TypeRule(IdentifierType.USER_ID, true, limit(users)),
            new TypeRule(IdentifierType.ANONYMOUS_ID, true, limit(devices)),
            new TypeRule(PHONE, phones, List.of())));
  }

  private static List<Limit> limit(int values) {
    return values == 0 ? List.of() : List.of(new Limit(values, Limit.Span.EVER));
  }

  private Report simulate(Rules now, Rules other) {
    return new Simulator(evidence(store), 10_000).simulate(now, other, () -> true);
  }

  private static ProfileId resolve(MemoryGraphStore store, Evidence event, Rules rules) {
    var joining =
        event.joining().stream()
            .filter(each -> rules.joins(each.type()))
            .sorted(rules.byPriority())
            .toList();
    var seen =
        new Evidence(
            event.birth(),
            event.origin(),
            event.stamp(),
            joining,
            List.of(),
            event.traits(),
            event.setAside());
    return new Resolver(store)
        .resolve(List.of(seen), rules)
        .resolutions()
        .getFirst()
        .decision()
        .profile();
  }

  private static StoredEvidence evidence(MemoryGraphStore store) {
    return new StoredEvidence() {
      @Override
      public ProfileId id(Identifier identifier) {
        return store.id(identifier);
      }

      @Override
      public void read(Set<IdentifierType> shared, Visitor visitor) {
        store.visit(visitor);
      }

      @Override
      public Map<ProfileId, Identifier> identifiers(Collection<ProfileId> nodes) {
        var named = new HashMap<>(store.named());
        named.keySet().retainAll(nodes);
        return named;
      }
    };
  }

  private static Map<Identifier, ProfileId> groups(MemoryGraphStore store) {
    var groups = new HashMap<Identifier, ProfileId>();
    for (Person person : store.persons()) {
      person.identifiers().forEach(each -> groups.put(each, person.survivor()));
    }
    return groups;
  }

  /** How many customers of the second world come together in ones of the first, and in how many. */
  private static List<Long> meet(Map<Identifier, ProfileId> into, Map<Identifier, ProfileId> from) {
    var met = new HashMap<ProfileId, Set<ProfileId>>();
    into.forEach((identifier, whole) -> {
      var part = from.get(identifier);
      if (part != null) {
        met.computeIfAbsent(whole, _ -> new HashSet<>()).add(part);
      }
    });
    met.values().removeIf(parts -> parts.size() < 2);
    return List.of(met.values().stream().mapToLong(Set::size).sum(), (long) met.size());
  }

  private static List<Long> numbers(Change change) {
    return List.of(change.profiles(), change.into());
  }
}
