package dev.tributary.warehouse.jdbc;

import dev.tributary.warehouse.domain.load.Failure;
import java.sql.SQLException;

/** What a driver's exception means. */
@FunctionalInterface
interface SqlFailures {

  Failure read(SQLException e);

  /** Of servers with SQLSTATE. */
  static Failure bySqlState(SQLException e) {
    return Failure.bySqlState(e.getSQLState() == null ? "" : e.getSQLState());
  }

  /** By the words in DuckDB's message, which has no SQLSTATE. */
  static Failure byDuckDb(SQLException e) {
    if ("08006".equals(e.getSQLState())) {
      return Failure.AWAY;
    }
    var message = e.getMessage() == null ? "" : e.getMessage();
    if (message.contains("IO Error")
        || message.contains("TransactionContext Error")
        || message.contains("Connection was closed")) {
      return Failure.AWAY;
    }
    return message.contains("Conversion Error")
            || message.contains("Out of Range Error")
            || message.contains("Constraint Error")
            || message.contains("Invalid Input Error")
        ? Failure.ROWS
        : Failure.OTHER;
  }
}
