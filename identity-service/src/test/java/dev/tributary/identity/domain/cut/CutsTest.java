package dev.tributary.identity.domain.cut;

import static dev.tributary.identity.domain.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.MemoryGraphStore;
import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.NoCache;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Resolution;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CutsTest {

  private final MemoryGraphStore store = new MemoryGraphStore();
  private final Cuts cuts = new Cuts(store, new NoCache());
  private long next = 1_000_000;

  @Test
  void aCutLinkMakesTwoOfOneAndEachTakesWhatItsEventsSaid() {
    // Given
    resolve(event(1, 1, Map.of("plan", Json.of("free")), "anonymous_id:a"));
    resolve(event(2, 2, Map.of("plan", Json.of("pro")), "user_id:u"));
    var whole = resolve(event(3, 3, "user_id:u", "anonymous_id:a")).decision().profile();

    // When
    var outcome = cuts.make(link("user_id:u", "anonymous_id:a"));

    // Then
    var separated = (Cut.Outcome.Separated) outcome;
    assertThat(separated.profiles()).hasSize(2).first().isEqualTo(whole);
    assertThat(traitsOf("anonymous_id:a")).isEqualTo(Map.of("plan", Json.of("free")));
    assertThat(traitsOf("user_id:u")).isEqualTo(Map.of("plan", Json.of("pro")));
    var told = store.separations().getFirst();
    assertThat(told.changesOfStaying())
        .singleElement()
        .satisfies(change -> assertThat(change.value()).isEqualTo(Json.of("free")));
  }

  @Test
  void aCutDoesNotHealWhateverComes() {
    // Given
    resolve(event(1, 1, "anonymous_id:a"));
    resolve(event(2, 2, "user_id:u", "anonymous_id:a"));
    cuts.make(link("user_id:u", "anonymous_id:a"));

    // When: both are named together again, and then each with a third
    resolve(event(3, 3, "user_id:u", "anonymous_id:a"));
    resolve(event(4, 4, "anonymous_id:a", "phone:p"));
    resolve(event(5, 5, "user_id:u", "phone:p"));

    // Then
    assertThat(ofNext("user_id:u")).isNotEqualTo(ofNext("anonymous_id:a"));
    assertThat(ofNext("phone:p")).isEqualTo(ofNext("anonymous_id:a"));
  }

  @Test
  void aLinkThatOthersHoldTogetherIsCutAndSaysSo() {
    // Given
    resolve(event(1, 1, "user_id:u", "phone:p", "anonymous_id:a"));
    resolve(event(2, 2, "anonymous_id:a", "phone:p"));

    // When
    var outcome = cuts.make(link("user_id:u", "anonymous_id:a"));
    var again = cuts.make(link("user_id:u", "anonymous_id:a"));
    var rest = cuts.make(link("anonymous_id:a", "phone:p"));
    resolve(event(3, 3, "user_id:u", "anonymous_id:a"));

    // Then
    assertThat(outcome).isInstanceOf(Cut.Outcome.StillTogether.class);
    assertThat(again).isInstanceOf(Cut.Outcome.Nothing.class);
    assertThat(rest).isInstanceOf(Cut.Outcome.Separated.class);
    assertThat(ofNext("user_id:u")).isNotEqualTo(ofNext("anonymous_id:a"));
  }

  @Test
  void identifiersAreCutAwayFromTheRestTogether() {
    // Given
    resolve(event(1, 1, "user_id:u", "email:e@x.org", "anonymous_id:a", "phone:p"));
    resolve(event(2, 2, "anonymous_id:a", "phone:p"));

    // When
    var away = Set.of(identifier("anonymous_id:a"), identifier("phone:p"));
    var outcome = cuts.make(new Cut(cutId(), new Cut.Away(away), "jane", "a kiosk"));

    // Then
    assertThat(outcome).isInstanceOf(Cut.Outcome.Separated.class);
    assertThat(ofNext("anonymous_id:a")).isEqualTo(ofNext("phone:p"));
    assertThat(ofNext("user_id:u")).isEqualTo(ofNext("email:e@x.org"));
    assertThat(ofNext("user_id:u")).isNotEqualTo(ofNext("phone:p"));
  }

  @Test
  void whatNobodyJoinedCannotBeCut() {
    // Given
    resolve(event(1, 1, "user_id:u", "anonymous_id:a"));

    // Then
    assertThat(cuts.make(link("user_id:u", "anonymous_id:b")))
        .isInstanceOf(Cut.Outcome.Nothing.class);
    assertThat(cuts.make(link("user_id:nobody", "anonymous_id:a")))
        .isInstanceOf(Cut.Outcome.Nothing.class);
  }

  /**
   * After a random history and random cuts, customers are what the links that are left connect, and
   * each has the identifiers, traits and survivor of exactly the events whose anchor it has.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void customersAreWhatTheRemainingEvidenceSays(long seed) {
    // Given
    var random = new Random(seed);
    var history = Histories.withoutConflicts(seed);
    history.forEach(this::resolve);

    // When
    var cut = new HashSet<Pair>();
    for (int i = 0; i < 3; i++) {
      var links = links(history);
      if (!links.isEmpty()) {
        var chosen = links.get(random.nextInt(links.size()));
        cuts.make(new Cut(cutId(), chosen, "jane", ""));
        cut.add(Pair.of(store.id(chosen.one()), store.id(chosen.other())));
      }
    }

    // Then
    assertThat(store.persons()).isEqualTo(NaiveModel.of(history, Histories.IDS, cut));
  }

  static LongStream seeds() {
    return LongStream.range(0, 1_000);
  }

  private static List<Cut.Link> links(List<Evidence> history) {
    var links = new ArrayList<Cut.Link>();
    for (var event : history) {
      for (var other : event.joining().subList(1, event.joining().size())) {
        links.add(new Cut.Link(event.joining().getFirst(), other));
      }
    }
    return links;
  }

  private Map<String, Json> traitsOf(String identifier) {
    return store.persons().stream()
        .filter(person -> person.identifiers().contains(identifier(identifier)))
        .collect(Collectors.toList())
        .getFirst()
        .traits();
  }

  private Cut link(String one, String other) {
    return new Cut(cutId(), new Cut.Link(identifier(one), identifier(other)), "jane", "");
  }

  private CutId cutId() {
    return new CutId(new UUID(0, next++));
  }

  private static Identifier identifier(String text) {
    int colon = text.indexOf(':');
    return Identifier.of(text.substring(0, colon), text.substring(colon + 1));
  }

  private Resolution resolve(Evidence event) {
    return new Resolver(store).resolve(List.of(event), Rules.DEFAULT).resolutions().getFirst();
  }

  private ProfileId ofNext(String identifier) {
    return resolve(event(next++, 1_000_000, identifier)).decision().profile();
  }
}
