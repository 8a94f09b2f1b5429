package dev.tributary.warehouse.jdbc;

import dev.tributary.local.servers.PostgresServer;
import dev.tributary.local.servers.PostgresServer.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** One real PostgreSQL for all tests of the JVM. */
final class Servers {

  private static final String PASSWORD = "warehouse-tests";
  private static final String DATABASE = "warehouse";

  private static final class Running {

    static final PostgresServer POSTGRES = start();

    private static PostgresServer start() {
      try {
        var home = Files.createDirectories(Path.of("target", "postgres"));
        var server = PostgresServer.start(home, 0, PASSWORD, List.of(DATABASE), Durability.PROCESS);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Servers() {}

  /** As the role that owns the database. */
  static Connection postgres() throws SQLException {
    return as(PostgresServer.ROLE, PASSWORD);
  }

  static Connection as(String role, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + Running.POSTGRES.address() + "/" + DATABASE, role, password);
  }

  static Connection superuser() throws SQLException {
    return as("postgres", PASSWORD);
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (connection;
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
