package dev.tributary.identity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.identity.domain.GraphStoreContract;
import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.profile.ProfileStore;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class PostgresGraphStoreTest extends GraphStoreContract {

  private static final int WORKERS = 4;
  @Inject GraphStore graphs;
  @Inject ProfileStore profiles;
  @Inject Migrations migrations;
  @Inject Installation installation;
  @Inject Pool pool;

  @BeforeEach
  void waitForTheSchema() {
    migrations.await(Duration.ofMinutes(1));
  }

  @Override
  protected GraphStore store() {
    return graphs;
  }

  @Override
  protected ProfileIds ids() {
    return installation.ids();
  }

  @Override
  protected Set<NaiveModel.Person> persons(Collection<Identifier> identifiers) {
    return stored().of(identifiers);
  }

  @RepeatedTest(20)
  void workersThatTouchTheSameProfilesComeToWhatOneWould(RepetitionInfo repetition)
      throws Exception {
    // Given: several histories about the same few persons
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < 8; i++) {
      long seed = repetition.getCurrentRepetition() * 100L + i;
      history.addAll(Histories.withoutConflicts(seed, suffix(), births() + i * 1_000L));
    }
    Collections.shuffle(history, new Random(repetition.getCurrentRepetition()));

    // When
    atOnce(history);

    // Then
    assertThat(persons(identifiers(history))).isEqualTo(NaiveModel.of(history, ids()));
  }

  @RepeatedTest(10)
  void workersNeverMakeTwoKnownUsersOne(RepetitionInfo repetition) throws Exception {
    // Given: users who share devices and addresses
    var random = new Random(repetition.getCurrentRepetition());
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < 150; i++) {
      var user = "user_id:u" + random.nextInt(6);
      var device = "anonymous_id:a" + random.nextInt(6);
      var address = "phone:p" + random.nextInt(6);
      history.add(
          switch (random.nextInt(3)) {
            case 0 -> event(i, i, Map.of(), user, device);
            case 1 -> event(i, i, Map.of(), device, address);
            default -> event(i, i, Map.of(), user, address, device);
          });
    }

    // When
    atOnce(history);

    // Then
    for (var profile : stored().profilesOf(identifiers(history))) {
      var userIds =
          profile.identifiers().stream()
              .filter(linked -> linked.identifier().type().name().equals("user_id"))
              .count();
      assertThat(userIds).isLessThanOrEqualTo(1);
    }
  }

  /** What keeps answers near relies on it; see NearUpkeep. */
  @RepeatedTest(10)
  void aProfileThatReadsOtherwiseIsOfAHigherVersion(RepetitionInfo repetition) {
    // Given
    long seed = repetition.getCurrentRepetition();
    var history = new ArrayList<>(Histories.withoutConflicts(seed, suffix(), births()));
    Collections.shuffle(history, new Random(seed));
    var ids = identifiers(history).stream().map(ids()::of).toList();
    var before = new HashMap<ProfileId, Profile>();

    for (var event : history) {
      // When
      new Resolver(graphs).resolve(List.of(event), Rules.DEFAULT);

      // Then
      var current = new HashMap<ProfileId, Profile>();
      ids.stream()
          .flatMap(id -> profiles.load(id).stream())
          .forEach(profile -> current.put(profile.id(), profile));
      current.forEach((id, profile) -> {
        var earlier = before.put(id, profile);
        if (earlier != null && !earlier.equals(profile)) {
          assertThat(profile.version()).isGreaterThan(earlier.version());
        }
      });
      var versions = new HashMap<ProfileId, Long>();
      current.forEach((id, profile) -> versions.put(id, profile.version()));
      assertThat(profiles.versions(ids)).isEqualTo(versions);
    }
  }

  @Test
  void othersWaitForWhatIsHeld() {
    // Given
    new Resolver(graphs).resolve(List.of(event(0, 1, Map.of(), "user_id:u")), Rules.DEFAULT);
    var mine = List.of(event(1, 2, Map.of(), "user_id:u", "phone:p"));
    var theirs = decided(List.of(event(2, 3, Map.of(), "user_id:u", "phone:q")), graphs);

    // When: they come to write while this decides
    var written = new AtomicReference<Future<Boolean>>();
    boolean stored;
    try (var thread = Executors.newSingleThreadExecutor()) {
      stored =
          graphs.hold(
              theirs.expected().keySet(),
              held -> {
                var changes = decided(mine, held);
                written.set(thread.submit(() -> graphs.write(theirs)));
                await().until(this::somebodyWaits);
                return held.write(changes);
              });
    }

    // Then
    assertThat(stored).isTrue();
    assertThat(written.get()).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(false);
  }

  private boolean somebodyWaits() {
    var waiting = pool.query("SELECT count(*) FROM pg_locks WHERE NOT granted").execute();
    return Postgres.await(waiting).iterator().next().getLong(0) > 0;
  }

  private void atOnce(List<Evidence> history) throws Exception {
    try (var threads = Executors.newFixedThreadPool(WORKERS)) {
      var work = new ArrayList<Callable<Void>>();
      for (int worker = 0; worker < WORKERS; worker++) {
        var share = new ArrayList<Evidence>();
        for (int i = worker; i < history.size(); i += WORKERS) {
          share.add(history.get(i));
        }
        work.add(() -> {
          for (int from = 0; from < share.size(); from += 5) {
            var batch = share.subList(from, Math.min(share.size(), from + 5));
            new Resolver(graphs).resolve(batch, Rules.DEFAULT);
          }
          return null;
        });
      }
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private StoredPersons stored() {
    return new StoredPersons(profiles, pool, installation);
  }
}
