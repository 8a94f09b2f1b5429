package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.RouterProfile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Destinations that are warehouses: a real PostgreSQL, and files. */
@QuarkusTest
@TestProfile(RouterProfile.class)
@WithTestResource(EmbeddedServers.class)
class WarehouseDestinationTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @ConfigProperty(name = "tributary.postgres.address")
  String postgres;

  @Inject AgroalDataSource database;

  private final String name = "w-" + UUID.randomUUID();
  private final String event = "Order " + UUID.randomUUID().toString().substring(0, 8);
  private Bus bus;

  @BeforeEach
  void open() {
    bus = new Bus(servers);
  }

  @AfterEach
  void close() {
    Destinations.delete(name);
    bus.close();
  }

  @Test
  void loadsEachEventOnceIntoPostgreSql() throws Exception {
    // Given: the database that the router itself has
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "tributary");
    int colon = postgres.indexOf(':');
    define(
        name,
        """
        {"connector": "postgres",
         "settings": {"host": "%s", "port": %s, "database": "router", "username": "tributary",
                      "password": {"file": "%s"}, "tls": "disable"},
         "actions": [{"action": "load", "trigger": "event = '%s'"}]}
        """
            .formatted(postgres.substring(0, colon), postgres.substring(colon + 1), secret, event));

    // When: some come twice
    for (int i = 0; i < 60; i++) {
      bus.track(event, "m" + i % 50 + event, "p" + i, "{\"total\": %d}".formatted(i % 50));
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 60);
    assertThat(number("SELECT count(*) FROM web.tracks WHERE event_text = '%s'".formatted(event)))
        .isEqualTo(50);
    var table = "web." + event.toLowerCase(Locale.ROOT).replace(' ', '_');
    assertThat(number("SELECT sum(total) FROM " + table)).isEqualTo(49 * 50 / 2);
    assertThat(number("SELECT count(DISTINCT profile_id) FROM " + table)).isEqualTo(50);
  }

  @Test
  void writesParquetFilesWhereTheOperatorAllowsThem() throws Exception {
    // Given
    define(
        name,
        """
        {"connector": "parquet", "settings": {"directory": "%s"},
         "actions": [{"action": "load", "trigger": "event = '%s'", "batch": {"size": 100, "within": "1s"}}]}
        """
            .formatted(name, event));

    // When
    for (int i = 0; i < 20; i++) {
      bus.track(event, "m" + i, "p" + i, "{}");
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 20);
    await().atMost(SOON).until(this::hasFiles);
  }

  @Test
  void loadsIntoADuckDbFile() throws Exception {
    // Given
    define(
        name,
        """
        {"connector": "duckdb", "settings": {"file": "%s.duckdb"},
         "actions": [{"action": "load", "trigger": "event = '%s'", "batch": {"size": 100, "within": "1s"}}]}
        """
            .formatted(name, event));

    // When
    for (int i = 0; i < 20; i++) {
      bus.track(event, "m" + i, "p" + i, "{\"total\": 2}");
    }
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 20);
    var file = RouterProfile.warehouse().resolve(name + ".duckdb");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      assertThat(number(connection, "SELECT count(*) FROM web.tracks")).isEqualTo(20);
      var table = "web." + event.toLowerCase(Locale.ROOT).replace(' ', '_');
      assertThat(number(connection, "SELECT sum(total)::bigint FROM " + table)).isEqualTo(40);
    }
  }

  private boolean hasFiles() throws IOException {
    var root = RouterProfile.warehouse().resolve(name).resolve("web").resolve("tracks");
    if (!Files.isDirectory(root)) {
      return false;
    }
    try (var files = Files.walk(root)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = database.getConnection()) {
      return number(connection, sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
