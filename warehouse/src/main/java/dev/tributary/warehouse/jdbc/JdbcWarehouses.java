package dev.tributary.warehouse.jdbc;

import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.dialect.DuckDb;
import dev.tributary.warehouse.domain.dialect.PostgreSql;
import dev.tributary.warehouse.domain.dialect.Redshift;
import dev.tributary.warehouse.domain.load.TableWarehouse;
import dev.tributary.warehouse.duckdb.DuckDbConnections;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** The warehouses that are spoken to by JDBC. Each may be used by any number of threads. */
public final class JdbcWarehouses {

  private JdbcWarehouses() {}

  /**
   * PostgreSQL 11 or newer. The role has to be allowed to make a schema, or to own the one there.
   */
  public static Warehouse postgreSql(Connections connections) {
    var dialect = new PostgreSql();
    return new TableWarehouse(
        dialect.naming(), new JdbcTableStore(dialect, SqlFailures::bySqlState, connections));
  }

  /**
   * Redshift, through its own driver or PostgreSQL's. With the latter set {@code
   * reWriteBatchedInserts}, or each row is a statement.
   */
  public static Warehouse redshift(Connections connections) {
    var dialect = new Redshift();
    return new TableWarehouse(
        dialect.naming(), new JdbcTableStore(dialect, SqlFailures::bySqlState, connections));
  }

  /**
   * A DuckDB file, made if it is not there. It is open only while a load runs: in between others
   * may read it, and while they do, loads are to be tried again.
   */
  public static Warehouse duckDb(Path file) {
    return duckDb(() -> DuckDbConnections.open(file.toAbsolutePath().toString()));
  }

  static Warehouse duckDb(Connections connections) {
    var dialect = new DuckDb();
    var store = new JdbcTableStore(dialect, SqlFailures::byDuckDb, connections);
    var turn = new ReentrantLock();
    return new TableWarehouse(
        dialect.naming(),
        (schema, drafts, fixed) -> {
          turn.lock();
          try {
            return store.attempt(schema, drafts, fixed);
          } finally {
            turn.unlock();
          }
        });
  }
}
