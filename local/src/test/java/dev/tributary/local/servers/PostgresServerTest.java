package dev.tributary.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.servers.PostgresServer.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir Path directory;

  @Test
  void keepsItsDataAcrossACleanStopAndAKill() throws Exception {
    // Given
    try (var server = start(List.of("ingest"))) {
      execute(server, "CREATE TABLE notes(note text)");
      execute(server, "INSERT INTO notes VALUES ('before the stop')");
    }

    // When
    try (var server = start(List.of("ingest"))) {
      execute(server, "INSERT INTO notes VALUES ('before the kill')");
      server.kill();
    }

    // Then
    try (var server = start(List.of("ingest"))) {
      assertThat(notes(server)).containsExactly("before the stop", "before the kill");
    }
  }

  @Test
  void startsWhenThePidInAStaleLockBelongsToAnotherProgram() throws Exception {
    // Given
    var server = start(List.of("ingest"));
    server.kill();
    var lock = directory.resolve("data/postmaster.pid");
    var lines = new ArrayList<>(Files.readAllLines(lock));
    var stranger = new ProcessBuilder("sleep", "60").start();
    lines.set(0, Long.toString(stranger.pid()));
    Files.write(lock, lines);

    // When
    try (var again = start(List.of("ingest"))) {
      // Then
      assertThat(again.isAlive()).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void takesTheDirectoryOverFromAServerThatWasLeftRunning() throws Exception {
    // Given
    var left = start(List.of("ingest"));

    // When
    try (var server = start(List.of("ingest", "router"))) {
      // Then
      assertThat(left.isAlive()).isFalse();
      execute(server, "CREATE TABLE notes(note text)");
      assertThat(notes(server)).isEmpty();
    }
  }

  private PostgresServer start(List<String> databases) {
    return PostgresServer.start(directory, 0, "it's secret", databases, Durability.PROCESS);
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(server), "tributary", "it's secret");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> notes(PostgresServer server) throws SQLException {
    var notes = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(url(server), "tributary", "it's secret");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT note FROM notes")) {
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
    }
    return notes;
  }

  private static String url(PostgresServer server) {
    return "jdbc:postgresql://" + server.address() + "/ingest";
  }
}
