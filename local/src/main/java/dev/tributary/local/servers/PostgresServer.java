package dev.tributary.local.servers;

import dev.tributary.local.process.ChildProcess;
import dev.tributary.local.process.ChildProcess.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * PostgreSQL with a role {@value #ROLE} that owns the databases asked for.
 *
 * <p>PostgreSQL refuses to run as root; started by root it runs without privileges, see {@link
 * Unprivileged}.
 */
public final class PostgresServer implements LocalServer {

  /** The role that services connect as. It owns its databases and is no superuser. */
  public static final String ROLE = "tributary";

  private static final String SUPERUSER = "postgres";

  private static final int STARTS = 5;

  /** What a commit survives. */
  public enum Durability {
    /** Everything, loss of power included. */
    FSYNC,
    /** The death of any process but not of the machine; only for tests, where it is faster. */
    PROCESS
  }

  private final ChildProcess process;

  private final int port;

  private PostgresServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** As {@link #start(Path, int, String, List, Durability)}, durable. */
  public static PostgresServer start(
      Path directory, int port, String password, List<String> databases) {
    return start(directory, port, password, databases, Durability.FSYNC);
  }

  /**
   * Starts it and returns when it takes connections and the databases are there.
   *
   * @param port where to listen, 0 for a free one
   * @param password of {@link #ROLE}; must stay the same for the life of the directory
   */
  public static PostgresServer start(
      Path directory, int port, String password, List<String> databases, Durability durability) {
    var chosen = Ports.orFree(port);
    try {
      var home = Files.createDirectories(directory.toAbsolutePath());
      var cluster = PostgresCluster.in(home);
      cluster.initialize(password);
      var server = start(cluster, chosen, password, durability);
      server.createMissing(databases, password);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new ServerNotReady("PostgreSQL did not make the databases: " + e.getMessage());
    }
  }

  /** For the reactive client and for JDBC alike, for instance {@code 127.0.0.1:15432}. */
  public String address() {
    return Ports.LOOPBACK + ":" + port;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public ChildProcess process() {
    return process;
  }

  /** Backends of a server that was killed may hold on to its memory for a moment. */
  private static PostgresServer start(
      PostgresCluster cluster, int port, String password, Durability durability)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      cluster.disownStaleLock();
      var process = ChildProcess.start(command(cluster, port, durability));
      var server = new PostgresServer(process, port);
      try {
        Readiness.await("PostgreSQL", process, () -> server.takesConnections(password));
        return server;
      } catch (ServerNotReady e) {
        if (attempt == STARTS || !e.says("pre-existing shared memory")) {
          throw e;
        }
      }
    }
  }

  private static ChildProcess.Command command(
      PostgresCluster cluster, int port, Durability durability) {
    var settings = new ArrayList<String>();
    settings.add("listen_addresses=" + Ports.LOOPBACK);
    settings.add("port=" + port);
    settings.add("unix_socket_directories=");
    settings.add("shared_buffers=64MB");
    settings.add("max_connections=200");
    settings.add("jit=off");
    settings.add("log_min_messages=warning");
    if (durability == Durability.PROCESS) {
      settings.addAll(List.of("fsync=off", "full_page_writes=off"));
    }
    return new ChildProcess.Command(
        cluster.serverCommand(settings),
        Map.of("LC_ALL", "C", "TZ", "UTC"),
        cluster.home(),
        cluster.home().resolve("postgres.log"),
        cluster.home().resolve("postgres.pid"),
        StopSignal.INT);
  }

  private boolean takesConnections(String password) {
    if (!Ports.answers(port)) {
      return false;
    }
    try (var connection = connect(password)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      if ("28P01".equals(e.getSQLState())) {
        throw new ServerNotReady("PostgreSQL's data was made with another password");
      }
      return false;
    }
  }

  private void createMissing(List<String> databases, String password) throws SQLException {
    try (var connection = connect(password);
        var statement = connection.createStatement()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", ROLE)) {
        statement.execute(
            "CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + password.replace("'", "''") + "'");
      }
      for (var database : databases) {
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
          statement.execute(
              "CREATE DATABASE " + statement.enquoteIdentifier(database, true) + " OWNER " + ROLE);
        }
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      return statement.executeQuery().next();
    }
  }

  /** Not through DriverManager, which knows no drivers of other class loaders. */
  private Connection connect(String password) throws SQLException {
    var url = "jdbc:postgresql://" + address() + "/postgres";
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("loginTimeout", "5");
    for (var driver : ServiceLoader.load(Driver.class, PostgresServer.class.getClassLoader())) {
      if (driver.acceptsURL(url)) {
        return driver.connect(url, properties);
      }
    }
    throw new ServerNotReady("the class path lacks PostgreSQL's JDBC driver");
  }
}
