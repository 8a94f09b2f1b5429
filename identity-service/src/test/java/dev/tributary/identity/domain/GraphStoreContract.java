package dev.tributary.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.Changes;
import dev.tributary.identity.domain.graph.Graph;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolution.Outcome;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} must do. The store need not be empty. */
public abstract class GraphStoreContract {

  private final String suffix = "-" + UUID.randomUUID();
  private final long births = ThreadLocalRandom.current().nextLong(1L << 60);

  protected abstract GraphStore store();

  /** The ids of that store. */
  protected abstract ProfileIds ids();

  /** Whoever has one of these identifiers now. */
  protected abstract Set<NaiveModel.Person> persons(Collection<Identifier> identifiers);

  @RepeatedTest(100)
  void storesWhatTheNaiveModelTells(RepetitionInfo repetition) {
    // Given
    long seed = repetition.getCurrentRepetition();
    var history = Histories.withoutConflicts(seed, suffix, births);

    // When
    feed(history, new Random(seed));

    // Then
    assertThat(persons(identifiers(history))).isEqualTo(NaiveModel.of(history, ids()));
  }

  @Test
  void tellsTheSameOfEventsThatAreReadAgain() {
    // Given
    var history = Histories.withoutConflicts(42, suffix, births);
    var first = feed(history, new Random(1));

    // When
    var again = feed(history, new Random(2));

    // Then
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).decision().changedSomething()) {
        assertThat(again.get(i).decision()).isEqualTo(first.get(i).decision());
        assertThat(again.get(i).outcome()).isEqualTo(Outcome.REPLAYED);
      }
    }
  }

  @Test
  void refusesChangesOfAClusterThatSomebodyElseChanged() {
    // Given
    resolve(event(0, 1, Map.of(), "user_id:u"));
    var mine = List.of(event(1, 2, Map.of(), "user_id:u", "phone:p"));
    var changes = decided(mine, store());

    // When
    resolve(event(2, 3, Map.of("plan", Json.of("pro")), "user_id:u"));

    // Then
    assertThat(store().write(changes)).isFalse();
  }

  @Test
  void refusesAnIdentifierThatSomebodyElseTook() {
    // Given
    var mine = List.of(event(1, 2, Map.of(), "user_id:u"));
    var changes = decided(mine, store());

    // When
    resolve(event(2, 3, Map.of(), "user_id:u"));

    // Then
    assertThat(store().write(changes)).isFalse();
  }

  @Test
  void refusesToDecideAnEventTwice() {
    // Given: two workers have the same event before them
    var event = event(1, 2, Map.of("plan", Json.of("pro")), "user_id:u");
    var mine = decided(List.of(event), store());
    var theirs = decided(List.of(event), store());

    // When
    boolean first = store().write(theirs);
    boolean second = store().write(mine);

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void storesWhatIsDecidedWhileItIsHeld() {
    // Given
    resolve(event(0, 1, Map.of(), "user_id:u"));
    var mine = List.of(event(1, 2, Map.of(), "user_id:u", "phone:p"));
    var contested = store().look(mine, Rules.DEFAULT).clusters().keySet();

    // When
    boolean stored = store().hold(contested, held -> held.write(decided(mine, held)));

    // Then
    assertThat(stored).isTrue();
    assertThat(persons(identifiers(mine))).hasSize(1);
  }

  @Test
  void refusesWhatWasDecidedBeforeItWasHeld() {
    // Given
    resolve(event(0, 1, Map.of(), "user_id:u"));
    var mine = List.of(event(1, 2, Map.of(), "user_id:u", "phone:p"));
    var stale = decided(mine, store());
    resolve(event(2, 3, Map.of("plan", Json.of("pro")), "user_id:u"));

    // When
    boolean stored = store().hold(stale.expected().keySet(), held -> held.write(stale));

    // Then
    assertThat(stored).isFalse();
  }

  @Test
  void followsMergesOfMerges() {
    // Given: pairs, then pairs of pairs, the youngest first
    int count = 16;
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < count; i++) {
      history.add(event(i, 1_000 - i, Map.of("t" + i, Json.of(i)), "phone:" + i));
    }
    for (int step = 1; step < count; step *= 2) {
      for (int i = 0; i + step < count; i += 2 * step) {
        history.add(event(history.size(), 2_000, Map.of(), "phone:" + i, "phone:" + (i + step)));
      }
    }

    // When
    var resolutions = history.stream().map(this::resolve).toList();

    // Then
    assertThat(persons(identifiers(history))).isEqualTo(NaiveModel.of(history, ids())).hasSize(1);
    var oldest = resolutions.get(count - 1).decision().profile();
    assertThat(resolutions.getLast().decision().profile()).isEqualTo(oldest);
  }

  @Test
  void storesWhateverTextAnEventMayHold() {
    // Given
    var odd = "\u0001 'quoted' \"\\ \uD83D\uDE00 \u202E";
    var history =
        List.of(
            event(0, 1, Map.of(odd, Json.of("\0 nul and " + odd)), "user_id:u" + odd),
            event(1, 2, Map.of("n", Json.of(new BigDecimal("1E+99999"))), "user_id:u" + odd));

    // When
    feed(history, new Random(1));

    // Then
    assertThat(persons(identifiers(history))).isEqualTo(NaiveModel.of(history, ids()));
  }

  /** One of this test's own events: no other test has its births and identifiers. */
  protected Evidence event(
      int number, long second, Map<String, Json> traits, String... identifiers) {
    var own =
        IntStream.range(0, identifiers.length)
            .mapToObj(i -> identifiers[i] + suffix)
            .toArray(String[]::new);
    return Histories.event(births + number, second, traits, own);
  }

  protected String suffix() {
    return suffix;
  }

  protected long births() {
    return births;
  }

  protected List<Resolution> feed(List<Evidence> history, Random random) {
    var resolver = new Resolver(store());
    var resolutions = new ArrayList<Resolution>();
    int from = 0;
    while (from < history.size()) {
      int to = Math.min(history.size(), from + 1 + random.nextInt(8));
      resolutions.addAll(resolver.resolve(history.subList(from, to), Rules.DEFAULT).resolutions());
      from = to;
    }
    return resolutions;
  }

  protected static Set<Identifier> identifiers(List<Evidence> history) {
    var all = new HashSet<Identifier>();
    history.forEach(event -> all.addAll(event.joining()));
    return all;
  }

  private Resolution resolve(Evidence event) {
    return new Resolver(store()).resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst();
  }

  protected static Changes decided(List<Evidence> events, GraphStore store) {
    var graph = new Graph(store.look(events, Rules.DEFAULT), Rules.DEFAULT);
    events.forEach(graph::resolve);
    return graph.changes();
  }
}
