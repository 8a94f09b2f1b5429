package dev.tributary.warehouse.jdbc;

import dev.tributary.warehouse.domain.dialect.SqlDialect;
import dev.tributary.warehouse.domain.load.Attempted;
import dev.tributary.warehouse.domain.load.TableStore;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Tables behind JDBC. An attempt is one transaction on one connection, changes of tables included:
 * whatever happens before the commit, nothing of it is seen, and after it everything is.
 *
 * <p>A connection that breaks during the commit leaves it open whether all of it is there or
 * nothing; the load is repeated then, and rows that are there are left alone.
 */
final class JdbcTableStore implements TableStore {

  private final SqlDialect dialect;
  private final SqlFailures failures;
  private final Connections connections;

  JdbcTableStore(SqlDialect dialect, SqlFailures failures, Connections connections) {
    this.dialect = dialect;
    this.failures = failures;
    this.connections = connections;
  }

  @Override
  public Attempted attempt(String schema, List<Draft> drafts, Fixed fixed) {
    try (var connection = connections.open()) {
      connection.setAutoCommit(false);
      var load = new JdbcLoad(dialect, connection, schema);
      try {
        var attempted = load.run(drafts, fixed);
        if (attempted instanceof Attempted.Loaded) {
          load.commit();
        } else {
          connection.rollback();
        }
        return attempted;
      } catch (SQLException e) {
        rollBack(connection, e);
        return load.step().attempted(failures.read(e), code(e));
      }
    } catch (SQLException e) {
      return new Attempted.Away(code(e));
    }
  }

  private static void rollBack(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e); // A connection that is lost has rolled back.
    }
  }

  /** Never the message, which may hold values. */
  private static String code(SQLException e) {
    return e.getSQLState() == null ? e.getClass().getSimpleName() : "SQLSTATE " + e.getSQLState();
  }
}
