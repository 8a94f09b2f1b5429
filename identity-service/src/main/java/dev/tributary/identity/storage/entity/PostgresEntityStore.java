package dev.tributary.identity.storage.entity;

import dev.tributary.identity.domain.entity.EntityRule;
import dev.tributary.identity.domain.entity.EntityStore;
import dev.tributary.identity.domain.entity.EntityTransaction;
import dev.tributary.platform.storage.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Entities in PostgreSQL. Transactions queue up at one lock, across all instances, and see what was
 * committed before they had it: what one decides is never decided on less than another knew. They
 * read the graph without locking it; a change of the graph is followed by a record of its own.
 */
@ApplicationScoped
class PostgresEntityStore implements EntityStore {

  /** Any number that no other lock of this database has. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7236282104563011)";

  private static final String BEGIN =
      "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
          + " SET LOCAL enable_mergejoin = off; SET LOCAL statement_timeout = '30s';"
          + " SET LOCAL idle_in_transaction_session_timeout = '30s'";

  private final Postgres postgres;
  private final Pool pool;
  private final Clock clock;
  private final MeterRegistry metrics;

  PostgresEntityStore(Postgres postgres, Pool pool, Clock clock, MeterRegistry metrics) {
    this.postgres = postgres;
    this.pool = pool;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public List<EntityRule.Derived> rules() {
    return WorkTables.rules(Postgres.await(pool.preparedQuery(WorkTables.RULES).execute()));
  }

  @Override
  public Pending pending() {
    var row = Postgres.await(pool.preparedQuery(WorkTables.PENDING).execute()).iterator().next();
    return new Pending(row.getBoolean(0), row.getBoolean(1));
  }

  @Override
  public <T> T inTransaction(Function<EntityTransaction, T> work) {
    return postgres.withConnection(connection -> inTransaction(connection, work));
  }

  private <T> T inTransaction(SqlConnection connection, Function<EntityTransaction, T> work) {
    boolean committed = false;
    try {
      Postgres.await(connection.query(BEGIN).execute());
      Postgres.await(connection.query(LOCK).execute());
      var transaction = new PostgresEntityTransaction(new Statements(connection), clock.instant());
      var result = work.apply(transaction);
      Postgres.await(connection.query("COMMIT").execute());
      committed = true;
      count(transaction);
      return result;
    } finally {
      if (!committed) {
        var _ = connection.query("ROLLBACK").execute();
      }
    }
  }

  private void count(PostgresEntityTransaction transaction) {
    increment("tributary.identity.memberships", "started", transaction.started());
    increment("tributary.identity.memberships", "ended", transaction.ended());
    increment("tributary.identity.memberships", "told", transaction.told());
  }

  private void increment(String name, String outcome, int by) {
    if (by > 0) {
      metrics.counter(name, "outcome", outcome).increment(by);
    }
  }
}
