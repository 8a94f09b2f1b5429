package dev.tributary.warehouse.jdbc;

import java.sql.SQLException;

/** What a statement's failure means. */
enum Failure {
  /** The warehouse is away or busy, or somebody else was faster: the same may succeed later. */
  AWAY,
  /** The role may not. */
  DENIED,
  /** It is about the values. */
  ROWS,
  /** Something else: as it is, the statement will go on failing. */
  OTHER;

  /** How a warehouse's failures are read. */
  @FunctionalInterface
  interface Reader {

    Failure read(SQLException e);
  }

  /**
   * By SQLSTATE. Source: PostgreSQL 18, appendix A, "PostgreSQL Error Codes". Class 08 connection,
   * 40 rollback, 53 resources, 55 not in the state, 57 operator, 58 system; 22 data, 23 constraint,
   * 54 limit.
   */
  static Failure bySqlState(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.equals("42501")) {
      return DENIED;
    }
    return switch (state.length() == 5 ? state.substring(0, 2) : "") {
      case "08", "40", "53", "55", "57", "58" -> AWAY;
      case "22", "23", "54" -> ROWS;
      default -> OTHER;
    };
  }

  /** By the beginning of DuckDB's message, which has no SQLSTATE. */
  static Failure byDuckDb(SQLException e) {
    var message = e.getMessage() == null ? "" : e.getMessage();
    if (message.contains("IO Error")
        || message.contains("TransactionContext Error")
        || message.contains("Connection was closed")) {
      return AWAY;
    }
    return message.contains("Conversion Error")
            || message.contains("Out of Range Error")
            || message.contains("Constraint Error")
            || message.contains("Invalid Input Error")
        ? ROWS
        : OTHER;
  }
}
