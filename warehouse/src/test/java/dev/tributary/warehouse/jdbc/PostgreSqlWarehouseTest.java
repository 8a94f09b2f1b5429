package dev.tributary.warehouse.jdbc;

import static dev.tributary.warehouse.testing.Events.NOON;
import static dev.tributary.warehouse.testing.Events.identify;
import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.dialect.PostgreSql;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.testing.Histories;
import dev.tributary.warehouse.testing.NaiveModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgreSqlWarehouseTest extends JdbcWarehouseContract {

  private static final String LOADER = "loader";
  private static final String PASSWORD = "loader-tests";

  @Test
  void loadsTheNeighboursOfATableWhoseRightsWereTakenAway() throws SQLException {
    // Given
    var batch =
        batch(track("m1", "Signed Up", Map.of("a", 1)), track("m2", "Signed Out", Map.of("a", 1)));
    Servers.run(connection(), "CREATE SCHEMA shop", "GRANT ALL ON SCHEMA shop TO loader");
    asLoader()
        .load(
            batch(
                track("m0", "Signed Out", Map.of("a", 0)),
                track("m00", "Signed Up", Map.of("a", 0))));
    Servers.run(
        Servers.superuser(),
        "ALTER TABLE shop.signed_out OWNER TO postgres",
        "REVOKE ALL ON shop.signed_out FROM loader");

    // When
    var outcomes = asLoader().load(batch);

    // Then
    assertThat(outcomes)
        .containsExactly(STORED, new Outcome.Retry("table signed_out: SQLSTATE 42501"));
    Servers.run(Servers.superuser(), "GRANT ALL ON shop.signed_out TO loader, tributary");
    assertThat(tables("shop").table("tracks").rows()).containsOnlyKeys("m0", "m00", "m1");
    assertThat(asLoader().load(batch)).containsExactly(STORED, STORED);
    assertThat(tables("shop").table("tracks").rows()).containsOnlyKeys("m0", "m00", "m1", "m2");
  }

  @Test
  void keepsInDiscardsWhatATableThatMayNotBeChangedHasNoColumnFor() throws SQLException {
    // Given
    Servers.run(connection(), "CREATE SCHEMA shop", "GRANT ALL ON SCHEMA shop TO loader");
    asLoader().load(batch(track("m0", "Signed Up", Map.of("a", 0))));
    Servers.run(
        Servers.superuser(),
        "ALTER TABLE shop.signed_up OWNER TO postgres",
        "GRANT ALL ON shop.signed_up TO loader, tributary");

    // When
    var outcomes =
        asLoader()
            .load(
                batch(
                    track("m1", "Signed Up", Map.of("a", "text", "b", 2)),
                    track("m2", "Signed Up", Map.of("a", 3))));

    // Then
    assertThat(outcomes).containsExactly(STORED, STORED);
    assertThat(tables("shop").row("signed_up", "m2")).containsEntry("a", new Cell.Whole(3));
    assertThat(discards("shop"))
        .containsExactly(
            "signed_up.a m1 /properties/a \"text\" fixed_type",
            "signed_up.b m1 /properties/b 2 fixed_table");
  }

  @Test
  void keepsInDiscardsWhatAColumnThatAViewReadsCannotBecome() throws SQLException {
    // Given
    warehouse().load(batch(track("m0", "Signed Up", Map.of("a", 0, "c", 0))));
    Servers.run(connection(), "CREATE VIEW shop.report AS SELECT a FROM shop.signed_up");

    // When
    var outcomes =
        warehouse().load(batch(track("m1", "Signed Up", Map.of("a", "text", "b", 2, "c", "text"))));

    // Then
    assertThat(outcomes).containsExactly(STORED);
    Servers.run(connection(), "DROP VIEW shop.report");
    assertThat(tables("shop").table("signed_up").columns())
        .containsEntry("a", ColumnType.INTEGER)
        .containsEntry("b", ColumnType.INTEGER)
        .containsEntry("c", ColumnType.VARCHAR);
    assertThat(discards("shop"))
        .containsExactly("signed_up.a m1 /properties/a \"text\" fixed_type");
  }

  @Test
  void discardsTheOneRowThatTheWarehouseRefusesAndLoadsItsNeighbours() throws SQLException {
    // Given
    warehouse().load(batch(track("m0", "Signed Up", Map.of("a", 0))));
    Servers.run(connection(), "ALTER TABLE shop.signed_up ADD CHECK (a < 100)");

    // When
    var outcomes =
        warehouse()
            .load(
                batch(
                    track("m1", "Signed Up", Map.of("a", 1)),
                        track("m2", "Signed Up", Map.of("a", 200)),
                    track("m3", "Signed Up", Map.of("a", 3)),
                        track("m4", "Signed In", Map.of("a", 400))));

    // Then
    assertThat(outcomes)
        .containsExactly(STORED, new Outcome.Discarded("refused_by_warehouse"), STORED, STORED);
    assertThat(tables("shop").table("tracks").rows()).containsOnlyKeys("m0", "m1", "m3", "m4");
  }

  @Test
  void waitsForATableWithoutAKeyAndLoadsItsNeighbours() throws SQLException {
    // Given
    Servers.run(connection(), "CREATE SCHEMA shop", "CREATE TABLE shop.signed_up (id TEXT)");

    // When
    var outcomes =
        warehouse()
            .load(batch(track("m1", "Signed Up", Map.of()), track("m2", "Signed In", Map.of())));

    // Then
    assertThat(outcomes)
        .containsExactly(new Outcome.Retry("table signed_up: SQLSTATE 42P10"), STORED);
  }

  @Test
  void survivesTheLossOfItsConnectionInTheMiddle() throws SQLException {
    // Given
    var batch = batch(track("m1", "Signed Up", Map.of("a", 1)));
    var killed =
        JdbcWarehouses.postgreSql(() -> {
          var connection = connection();
          var pid = backend(connection);
          Servers.run(Servers.superuser(), "SELECT pg_terminate_backend(" + pid + ")");
          return connection;
        });

    // When
    var outcomes = killed.load(batch);

    // Then
    assertThat(outcomes).allMatch(Outcome.Retry.class::isInstance);
    assertThat(warehouse().load(batch)).containsExactly(STORED);
  }

  @Test
  void keepsExactlyOneRowAMessageIdWhenManyLoadTheSameAtOnce() throws Exception {
    // Given
    var items = new Histories(7).items(60);
    var loads =
        IntStream.range(0, 4)
            .<Callable<Boolean>>mapToObj(worker ->
                () -> {
                  for (var batch : new Histories(worker).batches(items)) {
                    if (!warehouse().load(batch).stream().allMatch(STORED::equals)) {
                      return false;
                    }
                  }
                  return true;
                })
            .toList();

    // When
    try (var workers = Executors.newFixedThreadPool(4)) {
      for (var load : workers.invokeAll(loads)) {
        assertThat(load.get()).isTrue();
      }
    }

    // Then
    assertThat(tables().lines())
        .containsExactlyInAnyOrderElementsOf(NaiveModel.of(items, naming()).lines());
  }

  @Test
  void takesEveryEventOfATableWithTooManyColumns() throws SQLException {
    // Given
    var items =
        IntStream.range(0, 10)
            .<Item>mapToObj(event -> {
              var properties = new java.util.HashMap<String, Object>();
              for (int i = 0; i < 200; i++) {
                properties.put("p" + (event * 200 + i), event % 2 == 0 ? (Object) 1.5 : "text");
              }
              return track("m" + event, "Wide", properties);
            })
            .toList();

    // When
    var outcomes = new ArrayList<Outcome>();
    for (var item : items) {
      outcomes.addAll(warehouse().load(batch(item)));
    }

    // Then
    assertThat(outcomes).hasSize(10).allMatch(STORED::equals);
    var wide = tables("shop").table("wide");
    var kept =
        wide.rows().values().stream()
            .mapToInt(row ->
                (int)
                    row.keySet().stream()
                        .filter(column -> column.startsWith("p") && !column.equals("profile_id"))
                        .count())
            .sum();
    assertThat(wide.columns()).hasSize(1_500);
    assertThat(kept + discards("shop").size()).isEqualTo(2_000);
    assertThat(discards("shop")).allMatch(line -> line.endsWith("too_many_columns"));
  }

  @Test
  void givesEveryReservedWordOfTheServerAnUnderscore() throws SQLException {
    // Given
    var words = new HashSet<String>();
    try (var connection = connection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")) {
      while (rows.next()) {
        words.add(rows.getString(1));
      }
    }

    // When
    var changed = words.stream().filter(word -> naming().column(word).equals("_" + word)).toList();

    // Then
    assertThat(words).hasSizeGreaterThan(90);
    assertThat(changed).containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void keepsAUserWhoseIdIsLongerThanAnIndexTakes() throws SQLException {
    // Given
    var longId =
        IntStream.range(0, 6_000)
            .mapToObj(i -> Integer.toString(i * 7919 % 10_000))
            .reduce("", String::concat);

    // When
    var outcomes = warehouse().load(batch(identify("m1", longId, NOON, Map.of("plan", "x"))));

    // Then
    assertThat(outcomes).containsExactly(STORED);
    assertThat(tables("shop").row("identifies", "m1"))
        .containsEntry("user_id", new Cell.Text(longId));
  }

  private static Batch batch(Item... items) {
    return new Batch("shop", List.of(items));
  }

  private static int backend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Warehouse asLoader() {
    return JdbcWarehouses.postgreSql(() -> Servers.as(LOADER, PASSWORD));
  }

  @Override
  Warehouse warehouse(Connections connections) {
    return JdbcWarehouses.postgreSql(connections);
  }

  @Override
  Connection connection() throws SQLException {
    return Servers.postgres();
  }

  @Override
  void empty() throws SQLException {
    Servers.run(
        Servers.superuser(),
        "DROP SCHEMA IF EXISTS shop CASCADE",
        "DROP SCHEMA IF EXISTS web_shop CASCADE",
        "DO $$ BEGIN CREATE ROLE loader LOGIN PASSWORD '"
            + PASSWORD
            + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "GRANT pg_read_all_data TO tributary");
  }

  @Override
  Naming naming() {
    return new PostgreSql().naming();
  }
}
