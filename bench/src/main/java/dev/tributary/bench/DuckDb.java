package dev.tributary.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * DuckDB in this process. Its driver of 80 MB is fetched by the first benchmark that asks for it,
 * through Maven, so that nobody else downloads it.
 */
final class DuckDb implements AutoCloseable {

  private static final String VERSION = "1.4.4.0";
  private static final int THREADS = 2;

  private final URLClassLoader loader;
  private final Connection connection;

  private DuckDb(URLClassLoader loader, Connection connection) {
    this.loader = loader;
    this.connection = connection;
  }

  /** Opens a database in memory with two threads, one a core, whose spare files go to a folder. */
  static DuckDb open(Path spare) throws Exception {
    var loader = new URLClassLoader(new URL[] {jar().toUri().toURL()});
    try {
      var driver =
          (Driver)
              loader.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance();
      var connection = driver.connect("jdbc:duckdb:", new Properties());
      var duckDb = new DuckDb(loader, connection);
      duckDb.execute("SET memory_limit = '4GB'");
      duckDb.execute("SET threads = " + THREADS);
      duckDb.execute("SET temp_directory = '" + spare + "'");
      return duckDb;
    } catch (ReflectiveOperationException | SQLException e) {
      loader.close();
      throw e;
    }
  }

  void execute(String statement) throws SQLException {
    try (var made = connection.createStatement()) {
      made.execute(statement);
    }
  }

  /** The first column of all rows, each there once. */
  Set<String> column(String query) throws SQLException {
    var values = new HashSet<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        if (!values.add(rows.getString(1))) {
          throw new IllegalStateException(rows.getString(1) + " is there twice");
        }
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    loader.close();
  }

  private static Path jar() throws Exception {
    var root = Path.of(System.getProperty("tributary.root", ".")).toAbsolutePath();
    var folder = root.resolve("bench/target/duckdb");
    var jar = folder.resolve("duckdb_jdbc-" + VERSION + ".jar");
    if (!Files.exists(jar)) {
      int code =
          new ProcessBuilder(
                  root.resolve("mvnw").toString(),
                  "-B",
                  "-ntp",
                  "-q",
                  "-N",
                  "dependency:copy",
                  "-Dartifact=org.duckdb:duckdb_jdbc:" + VERSION,
                  "-DoutputDirectory=" + folder)
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.INHERIT)
              .start()
              .waitFor();
      if (code != 0 || !Files.exists(jar)) {
        throw new IllegalStateException("DuckDB cannot be fetched: Maven ended with " + code);
      }
    }
    return jar;
  }
}
