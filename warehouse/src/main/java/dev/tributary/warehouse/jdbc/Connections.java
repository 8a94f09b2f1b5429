package dev.tributary.warehouse.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to a warehouse come from: a pool or a driver. */
@FunctionalInterface
public interface Connections {

  /**
   * A connection for one load, which closes it. No transaction is open on it.
   *
   * @throws SQLException if the warehouse cannot be reached
   */
  Connection open() throws SQLException;
}
