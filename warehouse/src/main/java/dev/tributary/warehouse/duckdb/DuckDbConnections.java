package dev.tributary.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Connections to DuckDB. */
public final class DuckDbConnections {

  private DuckDbConnections() {}

  /**
   * A connection; not by {@link java.sql.DriverManager}, which knows drivers by the class loader
   * that asked it first, and hides them from every other.
   *
   * @param file empty for a database in memory
   */
  public static Connection open(String file) throws SQLException {
    var connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
    if (connection == null) {
      throw new SQLException("the driver does not know such a URL");
    }
    return connection;
  }
}
