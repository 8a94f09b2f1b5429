package dev.tributary.identity.domain.graph;

import static dev.tributary.identity.domain.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.MemoryGraphStore;
import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.rules.Limit;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {

  private static final int PARTITION = 3;

  private final MemoryGraphStore store = new MemoryGraphStore();
  private final Recognition recognition = new Recognition(1_000);

  @Test
  void recognisesARepeatOnceTheFirstWasTold() {
    // Given
    var first = event(1, 1, "user_id:u", "anonymous_id:a");
    var second = event(2, 2, "user_id:u", "anonymous_id:a");
    begin();
    var decided = lookUp(first);

    // Then
    assertThat(recognition.recognise(PARTITION, second)).isEmpty();
    recognition.told();
    assertThat(recognition.recognise(PARTITION, second).orElseThrow().decision())
        .isEqualTo(Decision.unchanged(decided.decision().profile(), decided.decision().version()));
  }

  @Test
  void doesNotRecogniseWhatMightBeNews() {
    // Given
    begin();
    lookUp(event(1, 100, "user_id:u"));
    recognition.told();

    // Then: an older one, another day, another partition, traits, one identifier more
    assertThat(recognition.recognise(PARTITION, event(2, 100, "user_id:u"))).isEmpty();
    assertThat(recognition.recognise(PARTITION, event(3, 90_000, "user_id:u"))).isEmpty();
    assertThat(recognition.recognise(PARTITION + 1, event(4, 101, "user_id:u"))).isEmpty();
    var traits = Map.<String, Json>of("plan", Json.of("pro"));
    assertThat(recognition.recognise(PARTITION, event(5, 101, traits, "user_id:u"))).isEmpty();
    assertThat(recognition.recognise(PARTITION, event(6, 101, "user_id:u", "phone:p"))).isEmpty();
    assertThat(recognition.recognise(PARTITION, event(7, 101, "user_id:u"))).isPresent();
  }

  @Test
  void forgetsWithASplitAndWithNewRules() {
    // Given
    begin();
    lookUp(event(1, 1, "user_id:u"));
    recognition.told();
    var repeat = event(2, 2, "user_id:u");

    // When
    boolean holds = recognition.holds(store.splits() + 1);

    // Then
    assertThat(holds).isFalse();
    assertThat(recognition.recognise(PARTITION, repeat)).isEmpty();
    lookUp(repeat);
    recognition.told();
    assertThat(recognition.recognise(PARTITION, event(3, 3, "user_id:u"))).isPresent();
    var rules = new Rules(List.of(new TypeRule(IdentifierType.EMAIL, true, List.of(Limit.UNIQUE))));
    recognition.begin(rules);
    assertThat(recognition.recognise(PARTITION, event(4, 4, "user_id:u"))).isEmpty();
  }

  @Test
  void doesNotLearnFromADecisionOfOld() {
    // Given
    begin();
    var event = event(1, 1, "user_id:u");
    lookUp(event);
    recognition.forget();

    // When
    var again = lookUp(event);
    recognition.told();

    // Then
    assertThat(again.outcome()).isEqualTo(Resolution.Outcome.REPLAYED);
    assertThat(recognition.recognise(PARTITION, event(2, 2, "user_id:u"))).isEmpty();
  }

  @Test
  void doesNotLearnFromABatchThatWasNotTold() {
    // Given
    begin();
    lookUp(event(1, 1, "user_id:u"));

    // When
    begin();
    recognition.told();

    // Then
    assertThat(recognition.recognise(PARTITION, event(2, 2, "user_id:u"))).isEmpty();
  }

  @Test
  void followsTheMergesItSaw() {
    // Given
    begin();
    lookUp(event(1, 1, "anonymous_id:a"));
    lookUp(event(2, 2, "user_id:u"));
    recognition.told();
    begin();
    var merged = lookUp(event(3, 3, "user_id:u", "anonymous_id:a"));
    recognition.told();

    // Then
    var repeat = recognition.recognise(PARTITION, event(4, 4, "user_id:u")).orElseThrow();
    assertThat(repeat.decision().profile()).isEqualTo(merged.decision().profile());
  }

  @Test
  void saysAgainWhatIsSetAside() {
    // Given
    begin();
    lookUp(event(1, 1, "user_id:u1", "email:e@x.org"));
    lookUp(event(2, 2, "user_id:u2", "email:e@x.org"));
    recognition.told();

    // Then
    var repeat =
        recognition.recognise(PARTITION, event(3, 3, "user_id:u2", "email:e@x.org")).orElseThrow();
    assertThat(repeat.setAside()).containsExactly("identifier_demoted");
  }

  /** With it the graph becomes what it becomes without, and each event goes where it would go. */
  @ParameterizedTest
  @MethodSource("seeds")
  void changesNoOutcome(long seed) {
    // Given
    var random = new Random(seed);
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < 3; i++) {
      history.addAll(Histories.withoutConflicts(seed, "", i * 1_000L));
    }
    var plain = new MemoryGraphStore();
    int recognised = 0;

    // When
    for (var event : history) {
      begin();
      var expected =
          new Resolver(plain).resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst();
      var known = recognition.recognise(PARTITION, event);
      recognised += known.isPresent() ? 1 : 0;
      var resolution = known.orElseGet(() -> lookUp(event));
      if (random.nextInt(5) > 0) {
        recognition.told();
      }

      // Then
      assertThat(resolution.setAside()).isEqualTo(expected.setAside());
      assertThat(resolution.decision())
          .usingRecursiveComparison()
          .ignoringFields("version") // What is remembered may be older.
          .isEqualTo(expected.decision());
    }
    assertThat(store.persons()).isEqualTo(NaiveModel.of(history, Histories.IDS));
    assertThat(recognised).isLessThan(history.size());
  }

  static LongStream seeds() {
    return Seeds.of(500);
  }

  private void begin() {
    recognition.begin(Rules.DEFAULT);
    recognition.holds(store.splits());
  }

  private Resolution lookUp(Evidence event) {
    var resolution =
        new Resolver(store).resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst();
    recognition.learn(PARTITION, event, resolution);
    return resolution;
  }
}
