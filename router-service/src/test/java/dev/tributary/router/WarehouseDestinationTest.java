package dev.tributary.router;

import static dev.tributary.router.testing.Destinations.awaitBalance;
import static dev.tributary.router.testing.Destinations.balance;
import static dev.tributary.router.testing.Destinations.define;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.testing.EmbeddedServers;
import dev.tributary.router.testing.Bus;
import dev.tributary.router.testing.Destinations;
import dev.tributary.router.testing.ProfileRows;
import dev.tributary.router.testing.Relay;
import dev.tributary.router.testing.RouterProfile;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // Given
    define(
        name,
        """
        {"connector": "postgres", "settings": %s,
         "actions": [{"action": "load", "trigger": "event = '%s'"}]}
        """
            .formatted(warehouse(), event));

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
  void losesNothingWhileTheWarehouseIsAway() throws Exception {
    // Given
    try (var way = new Relay(Integer.parseInt(postgres.replaceFirst(".*:", "")))) {
      define(
          name,
          """
          {"connector": "postgres", "settings": %s,
           "actions": [{"action": "load", "trigger": "event = '%s'",
                        "batch": {"size": 10, "within": "1s"}}]}
          """
              .formatted(warehouse(way.port()), event));

      // When
      for (int i = 0; i < 25; i++) {
        bus.track(event, "m" + i + event, "p" + i, "{\"total\": 1}");
      }
      bus.flush();

      // Then
      awaitBalance(name, "pending", 25);
      await().atMost(SOON).until(() -> balance(name).getString("state").equals("backing_off"));
      assertThat(balance(name).getString("detail")).contains("not_loaded");

      // When: it is back, breaks off once more, and is back for good
      way.open();
      await().atMost(SOON).until(() -> balance(name).getInt("delivered") > 0);
      way.shut();
      way.open();

      // Then
      awaitBalance(name, "delivered", 25);
      var loaded = "SELECT count(*) FROM web.tracks WHERE event_text = '%s'".formatted(event);
      assertThat(number(loaded)).isEqualTo(25);
    }
  }

  @Test
  void isHeldAndSaysWhyWhereTheKeyIsNone() throws Exception {
    // Given
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "hush, no key");
    define(
        name,
        """
        {"connector": "bigquery", "settings": {"project": "p-1234", "serviceAccount": {"file": "%s"}},
         "actions": [{"action": "load", "trigger": "event = '%s'", "batch": {"size": 1}}]}
        """
            .formatted(secret, event));

    // When
    bus.track(event, "m1", "p1", "{}");
    bus.flush();

    // Then
    await().atMost(SOON).until(() -> balance(name).getString("state").equals("held"));
    assertThat(balance(name).getString("detail"))
        .isEqualTo("settings.serviceAccount is not the JSON of a service account's key");
    assertThat(balance(name).getInt("pending")).isOne();
  }

  @Test
  void tellsWhoseEventsAreNowByTheViewsOfTheDocumentation() throws Exception {
    // Given
    var run = UUID.randomUUID().toString().substring(0, 8);
    define(
        name,
        """
        {"connector": "postgres", "settings": %s,
         "actions": [{"action": "load", "trigger": "event = '%s'"}],
         "profiles": {"tables": ["id_graph_updates", "external_id_mapping_updates",
                                 "profile_traits_updates"]}}
        """
            .formatted(warehouse(), event));

    // When: a visitor buys and then turns out to be a customer, whose plan comes and goes
    var visitor = "visitor-" + run;
    var customer = "customer-" + run;
    bus.row(visitor, ProfileRows.graph("r1" + run, visitor, visitor).setSeq(1));
    bus.row(customer, ProfileRows.graph("r2" + run, customer, customer).setSeq(1));
    bus.row(customer, ProfileRows.external("r3" + run, customer, "u-" + run).setSeq(1));
    bus.row(customer, ProfileRows.trait("r4" + run, customer, "\"gold\"").setSeq(2));
    bus.track(event, "m1" + run, visitor, "{}");
    bus.row(visitor, ProfileRows.graph("r5" + run, visitor, customer).setSeq(3));
    bus.row(visitor, ProfileRows.graph("r5" + run, visitor, customer).setSeq(3)); // again
    bus.row(customer, ProfileRows.graph("r6" + run, customer, customer).setSeq(3));
    bus.track(event, "m2" + run, customer, "{}");
    bus.flush();

    // Then
    awaitBalance(name, "delivered", 9);
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA views_" + run);
      statement.execute("SET search_path = views_" + run + ", tributary");
      statement.execute(documented());
      assertThat(
              number(
                  connection, "SELECT count(*) FROM id_graph_updates WHERE id LIKE '%" + run + "'"))
          .isEqualTo(4);
      var whose =
          "SELECT count(*) FROM web.tracks t JOIN profile_merges p ON p.segment_id = t.profile_id"
              + " WHERE p.canonical_segment_id = '"
              + customer
              + "'";
      assertThat(number(connection, whose)).isEqualTo(2);
      var who =
          "SELECT count(*) FROM user_identifiers WHERE type = 'user_id' AND canonical_segment_id = '"
              + customer
              + "' AND value = 'u-"
              + run
              + "'";
      assertThat(number(connection, who)).isEqualTo(1);
      var plan =
          "SELECT count(*) FROM user_traits WHERE value::jsonb = '\"gold\"' AND canonical_segment_id = '"
              + customer
              + "'";
      assertThat(number(connection, plan)).isEqualTo(1);

      // When
      bus.row(customer, ProfileRows.trait("r7" + run, customer, "").setSeq(4));
      bus.flush();
      awaitBalance(name, "delivered", 10);

      // Then
      assertThat(number(connection, plan)).isZero();
    }
  }

  /** The first statements in SQL of the page. */
  private static String documented() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "identity-warehouse.md"));
    int begin = page.indexOf("```sql") + "```sql".length();
    return page.substring(begin, page.indexOf("```", begin));
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

  /** Settings for a database of its own: the router must not find foreign schemas in its. */
  private String warehouse() throws IOException {
    return warehouse(Integer.parseInt(postgres.replaceFirst(".*:", "")));
  }

  private String warehouse(int port) throws IOException {
    var secret = Files.writeString(RouterProfile.secrets().resolve(name), "tributary");
    return """
    {"host": "%s", "port": %s, "database": "warehouse", "username": "tributary",
     "password": {"file": "%s"}, "tls": "disable"}
    """
        .formatted(postgres.replaceFirst(":.*", ""), port, secret);
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
    try (var connection = connect()) {
      return number(connection, sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + postgres + "/warehouse", "tributary", "tributary");
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
