package dev.tributary.identity.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Customers and shared devices of a size that only bad luck or bad input makes. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class LargeGraphTest {

  private static final int CHAIN = 100_000;
  private static final int KIOSK_USERS = 5_000;
  private static final int BATCH = 2_000;

  private static final String CUSTOMERS =
      """
      SELECT count(DISTINCT c.root)::int, count(*)::int,
             count(*) FILTER (WHERE r.root <> r.id)::int, max(r.version), min(r.size)
      FROM identifier i JOIN cell c ON c.id = i.cell JOIN cell r ON r.id = c.root
      WHERE i.type = $1
      """;

  @Inject GraphStore graphs;
  @Inject Migrations migrations;
  @Inject Pool pool;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final long births = ThreadLocalRandom.current().nextLong(1L << 60);

  @BeforeEach
  void waitForTheSchema() {
    migrations.await(Duration.ofMinutes(1));
  }

  @Test
  void aChainThatJoinsIdentifiersOneByOneEndsAsOneProfile() {
    // When
    resolve(chain());

    // Then
    oneCustomerOfTheWholeChain();
  }

  @Test
  void aChainInRandomOrderEndsAsOneProfile() {
    // Given
    var chain = chain();
    Collections.shuffle(chain, new Random(42));

    // When
    resolve(chain);

    // Then
    oneCustomerOfTheWholeChain();
  }

  @Test
  void aKioskLeavesEachUserAProfileAndIsNoHotRow() throws Exception {
    // Given
    var type = "user-" + run;
    var history = new ArrayList<Evidence>();
    for (int i = 0; i < KIOSK_USERS; i++) {
      history.add(event(i, "user_id:" + run + i, type + ":" + i, "anonymous_id:kiosk" + run));
    }

    // When: two workers
    int half = KIOSK_USERS / 2;
    atOnce(
        () -> resolve(history.subList(0, half)), () -> resolve(history.subList(half, KIOSK_USERS)));

    // Then: the customer who has the device changed with the first event only
    var customers = customers(type);
    assertThat(customers.getInteger(0)).isEqualTo(KIOSK_USERS);
    assertThat(customers.getLong(3)).isLessThanOrEqualTo(2);
  }

  @RepeatedTest(20)
  void workersThatMergeTheSameProfilesInOppositeOrderBothGetThrough() throws Exception {
    // Given
    var ours = "merge-" + UUID.randomUUID().toString().substring(0, 8);
    int count = 10;
    for (int i = 0; i < count; i++) {
      resolve(List.of(event(i, ours + ":a" + i), event(100 + i, ours + ":b" + i)));
    }
    var forth = new ArrayList<Evidence>();
    var back = new ArrayList<Evidence>();
    for (int i = 0; i < count; i++) {
      forth.add(event(200 + i, ours + ":a" + i, ours + ":b" + i));
      back.addFirst(event(300 + i, ours + ":a" + i, ours + ":b" + i, "phone:" + ours));
    }

    // When
    atOnce(() -> resolve(forth), () -> resolve(back));

    // Then
    var customers = customers(ours);
    assertThat(customers.getInteger(0)).isEqualTo(1);
    assertThat(customers.getInteger(1)).isEqualTo(2 * count);
  }

  private void oneCustomerOfTheWholeChain() {
    var customers = customers("chain-" + run);
    assertThat(customers.getInteger(0)).isEqualTo(1);
    assertThat(customers.getInteger(1)).isEqualTo(CHAIN + 1);
    assertThat(customers.getInteger(2)).isZero();
    assertThat(customers.getInteger(4)).isGreaterThan(CHAIN);
  }

  private List<Evidence> chain() {
    var chain = new ArrayList<Evidence>();
    for (int i = 0; i < CHAIN; i++) {
      chain.add(event(i, "chain-" + run + ":" + i, "chain-" + run + ":" + (i + 1)));
    }
    return chain;
  }

  private Evidence event(int number, String... identifiers) {
    return Histories.event(births + number, number % 80_000, identifiers);
  }

  private void resolve(List<Evidence> history) {
    for (int from = 0; from < history.size(); from += BATCH) {
      var batch = history.subList(from, Math.min(history.size(), from + BATCH));
      new Resolver(graphs).resolve(batch, Rules.DEFAULT);
    }
  }

  private static void atOnce(Runnable one, Runnable other) throws Exception {
    var ready = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var work = new ArrayList<Callable<Void>>();
      for (var each : List.of(one, other)) {
        work.add(() -> {
          ready.await();
          each.run();
          return null;
        });
      }
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private Row customers(String type) {
    return Postgres.await(pool.preparedQuery(CUSTOMERS).execute(Tuple.of(type))).iterator().next();
  }
}
