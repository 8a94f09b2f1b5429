package dev.tributary.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.SimulatedWorkers.Faults;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.graph.Decision;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories under a seeded scheduler: several workers, each with its partition, look and
 * write in any interleaving; they crash before a write, after it before they told, and read again
 * from an earlier offset in other batches; people cut links meanwhile. Whatever happens, customers
 * are those of the naive model, and every change was told once.
 */
class ModelCheckTest {

  private static final int HISTORIES = Seeds.count(4_000);
  private static final Faults ALL_FAULTS = new Faults();
  private static long events;
  private static long cutsMade;
  private static long merges;

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverHappensCustomersAreThoseOfTheNaiveModel(long seed) {
    // Given
    var random = new Random(seed);
    var history = new ArrayList<Evidence>();
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      history.addAll(Histories.withoutConflicts(seed * 10 + i, "", i * 1_000L));
    }
    var cuts = bridges(history, random);
    history.replaceAll(event -> withFixedTime(event, cuts));

    // When
    var workers = new SimulatedWorkers(history, cuts, random);
    workers.run();

    // Then
    var cut = new HashSet<Pair>();
    cuts.forEach(pair -> cut.add(pair(pair)));
    assertThat(workers.store().persons()).isEqualTo(NaiveModel.of(history, Histories.IDS, cut));
    toldOnce(history, workers.told());
    events += history.size();
    cutsMade += cuts.size();
    ALL_FAULTS.add(workers.faults());
  }

  static LongStream seeds() {
    return LongStream.range(0, HISTORIES);
  }

  @AfterAll
  static void total() {
    System.out.printf(
        "Model check: %d histories, %d events, %d merges told, %d cuts; %s%n",
        HISTORIES, events, merges, cutsMade, ALL_FAULTS);
  }

  /** Every event is told; however often, with the same change; no version tells two changes. */
  private static void toldOnce(List<Evidence> history, Map<Birth, List<Decision>> told) {
    var changes = new HashMap<Map.Entry<ProfileId, Long>, Birth>();
    for (var event : history) {
      var tellings = told.getOrDefault(event.birth(), List.of());
      assertThat(tellings).isNotEmpty();
      var changing = new HashSet<Decision>();
      for (var decision : tellings) {
        if (decision.changedSomething()) {
          changing.add(decision);
        }
      }
      assertThat(changing).hasSizeLessThanOrEqualTo(1);
      for (var decision : changing) {
        merges += decision.merged().size();
        assertThat(decision.identifiersAdded()).doesNotHaveDuplicates();
        var version = Map.entry(decision.profile(), decision.version());
        assertThat(changes.put(version, event.birth())).isNull();
      }
    }
  }

  /**
   * At most two links to cut, such that nothing else connects what they take apart: events that
   * name both ends name nobody else, and without them the ends hang together by nothing.
   */
  private static List<List<Identifier>> bridges(List<Evidence> history, Random random) {
    var bridges = new ArrayList<List<Identifier>>();
    if (random.nextInt(3) == 0) {
      return bridges;
    }
    var candidates = new ArrayList<>(new HashSet<>(pairsNamedAlone(history)));
    candidates.sort((a, b) -> a.toString().compareTo(b.toString()));
    Collections.shuffle(candidates, random);
    for (var candidate : candidates) {
      if (bridges.size() < 2 && isBridge(history, candidate)) {
        bridges.add(candidate);
      }
    }
    return bridges;
  }

  private static List<List<Identifier>> pairsNamedAlone(List<Evidence> history) {
    var alone = new ArrayList<List<Identifier>>();
    for (var event : history) {
      if (event.joining().size() == 2) {
        alone.add(event.joining());
      }
    }
    alone.removeIf(pair ->
        history.stream()
            .anyMatch(event -> event.joining().size() > 2 && event.joining().containsAll(pair)));
    return alone;
  }

  private static boolean isBridge(List<Evidence> history, List<Identifier> pair) {
    var reached = new HashSet<Identifier>(Set.of(pair.getFirst()));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (var event : history) {
        if (!event.joining().equals(pair) && event.joining().stream().anyMatch(reached::contains)) {
          grows |= reached.addAll(event.joining());
        }
      }
    }
    return !reached.contains(pair.getLast());
  }

  /** What an event says of the age of one it may not join is not noted; so none is told. */
  private static Evidence withFixedTime(Evidence event, List<List<Identifier>> cuts) {
    if (!cuts.contains(event.joining())) {
      return event;
    }
    var at = Histories.START.plusSeconds(500);
    var origin = new Origin(at, event.origin().source(), event.origin().messageId());
    return new Evidence(
        event.birth(),
        origin,
        new Stamp(at, event.birth()),
        event.joining(),
        event.shared(),
        event.traits(),
        event.setAside());
  }

  private static Pair pair(List<Identifier> two) {
    return Pair.of(Histories.IDS.of(two.getFirst()), Histories.IDS.of(two.getLast()));
  }
}
