package dev.tributary.identity.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.storage.Postgres;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class DecisionPrunerTest {

  private static final String INSERT =
      """
      INSERT INTO decision (birth_partition, birth_offset, message_id, decision, decided_at)
      SELECT $1, i, 'm', '', now() - make_interval(days => $3) FROM generate_series(1, $2::int) i
      """;
  private static final String COUNT = "SELECT count(*) FROM decision WHERE birth_partition = $1";

  @Inject DecisionPruner pruner;
  @Inject Migrations migrations;
  @Inject Pool pool;

  @Test
  void forgetsDecisionsThatAreOldEnoughAndKeepsTheOthers() {
    // Given: more old ones than go at once
    migrations.await(Duration.ofMinutes(1));
    int old = ThreadLocalRandom.current().nextInt(1 << 20, 1 << 29);
    int young = old + 1;
    insert(old, DecisionPruner.CHUNK + 5, 9);
    insert(young, 3, 7);

    // When
    int pruned = pruner.prune();

    // Then
    assertThat(pruned).isEqualTo(DecisionPruner.CHUNK + 5);
    assertThat(count(old)).isZero();
    assertThat(count(young)).isEqualTo(3);
  }

  private void insert(int partition, int rows, int daysAgo) {
    Postgres.await(pool.preparedQuery(INSERT).execute(Tuple.of(partition, rows, daysAgo)));
  }

  private long count(int partition) {
    var rows = Postgres.await(pool.preparedQuery(COUNT).execute(Tuple.of(partition)));
    return rows.iterator().next().getLong(0);
  }
}
