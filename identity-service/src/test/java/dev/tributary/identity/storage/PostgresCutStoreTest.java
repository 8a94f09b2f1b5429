package dev.tributary.identity.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.cut.Cut;
import dev.tributary.identity.domain.cut.CutStore;
import dev.tributary.identity.domain.cut.CutStoreContract;
import dev.tributary.identity.domain.cut.Cuts;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.GraphEdits;
import dev.tributary.identity.domain.graph.GraphEdits.Joined;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class PostgresCutStoreTest extends CutStoreContract {

  private static final int WORKERS = 3;

  @Inject GraphStore graphs;
  @Inject CutStore cutStore;
  @Inject Cuts cuts;
  @Inject GraphEdits edits;
  @Inject ProfileStore profiles;
  @Inject Migrations migrations;
  @Inject Installation installation;
  @Inject Pool pool;

  @BeforeEach
  void waitForTheSchema() {
    migrations.await(Duration.ofMinutes(1));
  }

  @Override
  protected GraphStore graphs() {
    return graphs;
  }

  @Override
  protected CutStore cutStore() {
    return cutStore;
  }

  @Override
  protected Cuts cuts() {
    return cuts;
  }

  @Override
  protected ProfileIds ids() {
    return installation.ids();
  }

  @Override
  protected Set<NaiveModel.Person> persons(Collection<Identifier> identifiers) {
    return new StoredPersons(profiles, pool, installation).of(identifiers);
  }

  @RepeatedTest(10)
  void aCutHoldsAndNothingIsLostThoughWorkersResolveBothSidesMeanwhile(RepetitionInfo repetition)
      throws Exception {
    // Given: a user and a device, each with things of their own, that many events name together
    var random = new Random(repetition.getCurrentRepetition());
    var history = new ArrayList<Evidence>();
    // First each on its own: an event that names both counts to the age of the one that it is kept
    // from only where it is decided before the cut, and the oldest gives a customer its id.
    history.add(event(0, Map.of(), "user_id:u"));
    history.add(event(1, Map.of(), "anonymous_id:a"));
    for (int i = 2; i < 200; i++) {
      var own = random.nextInt(6);
      history.add(
          switch (random.nextInt(4)) {
            case 0 -> event(i, Map.of("u" + own, Json.of(i)), "user_id:u", "phone:x" + own);
            case 1 -> event(i, Map.of("a" + own, Json.of(i)), "anonymous_id:a", "zeta:z" + own);
            default -> event(i, Map.of("plan", Json.of(i)), "user_id:u", "anonymous_id:a");
          });
    }
    var one = Identifier.of("user_id", "u" + suffix());
    var other = Identifier.of("anonymous_id", "a" + suffix());

    // When
    try (var threads = Executors.newFixedThreadPool(WORKERS + 1)) {
      var work = new ArrayList<Callable<Void>>();
      for (int worker = 0; worker < WORKERS; worker++) {
        work.add(resolving(history, worker));
      }
      work.add(() -> {
        while (cut(new Cut.Link(one, other)) instanceof Cut.Outcome.Nothing) {
          Thread.onSpinWait();
        }
        return null;
      });
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }

    // Then
    var link = Pair.of(ids().of(one), ids().of(other));
    assertThat(persons(identifiers(history)))
        .isEqualTo(NaiveModel.of(history, ids(), Set.of(link)))
        .hasSize(2);
  }

  @Test
  void joinsByHandAsEventsWould() {
    // Given
    resolve(event(1, Map.of(), "user_id:u"));
    resolve(event(2, Map.of(), "anonymous_id:a"));
    resolve(event(3, Map.of(), "user_id:v"));

    // Then
    assertThat(join("anonymous_id:a", "user_id:u")).isEqualTo(Joined.JOINED);
    assertThat(join("user_id:u", "anonymous_id:a")).isEqualTo(Joined.TOGETHER_ALREADY);
    assertThat(join("user_id:v", "anonymous_id:a")).isEqualTo(Joined.REFUSED);
    assertThat(join("user_id:v", "phone:nobody")).isEqualTo(Joined.UNKNOWN);
  }

  @Test
  void aJoinAcrossACutIsRefusedUntilTheCutIsLifted() {
    // Given: cut apart, and each side named with the other's things meanwhile
    resolve(event(1, Map.of(), "user_id:u", "anonymous_id:a"));
    resolve(event(2, Map.of(), "anonymous_id:a", "zeta:z"));
    var link = new Cut.Link(identifier("user_id:u"), identifier("anonymous_id:a"));
    var made = (Cut.Outcome.Separated) cut(link);
    resolve(event(3, Map.of(), "user_id:u", "zeta:z"));

    // Then
    assertThat(join("user_id:u", "anonymous_id:a")).isEqualTo(Joined.REFUSED);
    assertThat(join("user_id:u", "zeta:z")).isEqualTo(Joined.REFUSED);

    // When
    var links = cutStore.lift(made.cut());

    // Then: what only the cut kept apart is joined by the next event, evidence included
    assertThat(links).hasSize(1);
    assertThat(cutStore.lift(made.cut())).isEmpty();
    var again = event(4, Map.of(), "user_id:u", "zeta:z");
    resolve(again);
    var history = List.of(event(2, Map.of(), "anonymous_id:a", "zeta:z"), again);
    assertThat(persons(identifiers(history)))
        .singleElement()
        .satisfies(person -> assertThat(person.links()).hasSize(2));
  }

  private Callable<Void> resolving(List<Evidence> history, int worker) {
    return () -> {
      for (int from = worker * 5; from < history.size(); from += WORKERS * 5) {
        var batch = history.subList(from, Math.min(history.size(), from + 5));
        new Resolver(graphs).resolve(batch, Rules.DEFAULT);
      }
      return null;
    };
  }

  private Cut.Outcome cut(Cut.Between between) {
    return cuts.make(new Cut(new CutId(UUID.randomUUID()), between, "jane", "a test"));
  }

  private Joined join(String one, String other) {
    var origin = new Origin(Histories.START, "edit", "act" + suffix());
    return edits.join(identifier(one), identifier(other), origin);
  }

  private Identifier identifier(String text) {
    int colon = text.indexOf(':');
    return Identifier.of(text.substring(0, colon), text.substring(colon + 1) + suffix());
  }

  private Evidence event(int number, Map<String, Json> traits, String... identifiers) {
    var own = new String[identifiers.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = identifiers[i] + suffix();
    }
    return Histories.event(births() + number, number, traits, own);
  }
}
