package dev.tributary.warehouse.jdbc;

import static dev.tributary.warehouse.testing.Events.NOON;
import static dev.tributary.warehouse.testing.Events.identify;
import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.domain.value.Json;
import dev.tributary.warehouse.testing.Histories;
import dev.tributary.warehouse.testing.NaiveModel;
import dev.tributary.warehouse.testing.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every real warehouse behind JDBC has to keep. */
abstract class JdbcWarehouseContract {

  static final Outcome STORED = new Outcome.Stored();

  /** An empty warehouse, whose connections come from here. */
  abstract Warehouse warehouse(Connections connections);

  abstract Connection connection() throws SQLException;

  abstract void empty() throws SQLException;

  abstract Naming naming();

  @BeforeEach
  void startEmpty() throws SQLException {
    empty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithTheTablesOfTheNaiveModelInAnyOrderAndHoweverOften(long seed) throws SQLException {
    // Given
    var histories = new Histories(seed);
    var items = histories.items(5 + (int) (seed % 30));

    // When
    for (var batch : histories.batches(items)) {
      assertThat(warehouse().load(batch)).allMatch(STORED::equals);
    }

    // Then
    assertThat(tables().lines())
        .containsExactlyInAnyOrderElementsOf(NaiveModel.of(items, naming()).lines());
  }

  static LongStream seeds() {
    return LongStream.range(1_000, 1_006);
  }

  @Test
  void leavesNothingHalfVisibleWhereverALoadFailsAndMayThenBeRepeated() throws SQLException {
    // Given
    var first =
        List.<Item>of(
            track("m1", "Order Completed", Map.of("price", 5)),
            identify("m2", "u1", NOON, Map.of("plan", "free")));
    var second =
        List.<Item>of(
            track("m3", "Order Completed", Map.of("price", "five", "user_id", "other")),
            identify("m4", "u1", NOON.plusSeconds(1), Map.of("plan", true, "age", 7)));
    warehouse().load(new Batch("shop", first));
    var before = tables("shop");
    var both = new ArrayList<>(first);
    both.addAll(second);

    for (int statement = 1; ; statement++) {
      // When
      var faulty = new FaultyConnections(this::connection, statement);
      var outcomes = warehouse(faulty).load(new Batch("shop", second));

      // Then
      if (!faulty.failed()) {
        assertThat(outcomes).allMatch(STORED::equals);
        assertThat(statement).isGreaterThan(12);
        break;
      }
      assertThat(outcomes).allMatch(Outcome.Retry.class::isInstance);
      assertThat(tables("shop").lines())
          .as("after failing at statement %s", statement)
          .containsExactlyInAnyOrderElementsOf(before.lines());
    }
    assertThat(tables("shop").lines())
        .containsExactlyInAnyOrderElementsOf(NaiveModel.of(both, naming()).lines());
  }

  @Test
  void waitsForAWarehouseThatIsAway() throws SQLException {
    // Given
    var batch = new Batch("shop", List.of(track("m1", "Signed Up", Map.of("a", 1))));
    Connections away =
        () -> {
          throw new SQLException("refused: password=secret", "08001");
        };

    // When
    var outcomes = warehouse(away).load(batch);

    // Then
    assertThat(outcomes).containsExactly(new Outcome.Retry("SQLSTATE 08001"));
    assertThat(warehouse().load(batch)).containsExactly(STORED);
  }

  @Test
  void keepsThousandsOfRowsAndUsersOfOneBatch() throws SQLException {
    // Given
    var items =
        IntStream.range(0, 1_203)
            .<Item>mapToObj(
                i -> identify("m" + i, "u" + i % 700, NOON.plusSeconds(i), Map.of("seen", i)))
            .toList();

    // When
    var outcomes = warehouse().load(new Batch("shop", items));

    // Then
    assertThat(outcomes).hasSize(1_203).allMatch(STORED::equals);
    assertThat(tables("shop").table("identifies").rows()).hasSize(1_203);
    assertThat(tables("shop").table("users").rows()).hasSize(700);
    assertThat(tables("shop").row("users", "u2").get("seen")).isEqualTo(new Cell.Whole(702));
  }

  @Test
  void keepsAColumnOfSomebodyElsesTypeAsItIsAndTheValueInDiscards() throws SQLException {
    // Given
    warehouse().load(new Batch("shop", List.of(track("m1", "Signed Up", Map.of("a", 1)))));
    Servers.run(connection(), "ALTER TABLE shop.signed_up ADD COLUMN birthday DATE");

    // When
    var outcomes =
        warehouse()
            .load(
                new Batch(
                    "shop",
                    List.of(track("m2", "Signed Up", Map.of("birthday", "1970-01-01", "a", 2)))));

    // Then
    assertThat(outcomes).containsExactly(STORED);
    Servers.run(connection(), "ALTER TABLE shop.signed_up DROP COLUMN birthday");
    assertThat(tables("shop").row("signed_up", "m2")).containsEntry("a", new Cell.Whole(2));
    assertThat(discards("shop"))
        .containsExactly("signed_up.birthday m2 /properties/birthday \"1970-01-01\" fixed_type");
  }

  @Test
  void spellsWhatWasThereAsItWouldHaveBeenSpeltHadTheTextComeFirst() throws SQLException {
    // Given
    var values =
        new SplittableRandom(5)
            .longs(300)
            .mapToObj(Double::longBitsToDouble)
            .filter(value -> Json.cell(value).type() == ColumnType.FLOAT)
            .collect(Collectors.toCollection(ArrayList<Object>::new));
    Collections.addAll(values, 5, -0.0, 0.1, 1e-4, 9.9e-5, 1e14, 123456789012345.6, 1e15 + 0.125);
    Collections.addAll(values, 1234567890123456.5, -8e15 + 0.5, 1e19, 1e21, 1e22, 5e-5);
    var items = new ArrayList<Item>();
    for (var value : values) {
      items.add(track("m" + items.size(), "Measured", Map.of("number", value)));
    }
    items.add(track("t1", "Measured", Map.of("time", "2026-01-02T03:04:05.120Z", "flag", true)));
    items.add(track("t2", "Measured", Map.of("time", "2026-01-02T03:04:05.000001+02:00")));
    var text = track("x", "Measured", Map.of("number", "x", "time", "x", "flag", "x"));

    // When
    warehouse().load(new Batch("shop", items));
    var before = tables("shop").table("measured").columns();
    warehouse().load(new Batch("shop", List.of(text)));

    // Then
    assertThat(before).containsEntry("number", ColumnType.FLOAT);
    items.add(text);
    assertThat(tables("shop").lines())
        .containsExactlyInAnyOrderElementsOf(NaiveModel.of(items, naming()).lines());
  }

  @Test
  void widensAColumnThatKeepsOnlyAPartOfItsType() throws SQLException {
    // Given
    warehouse().load(new Batch("shop", List.of(track("m1", "Signed Up", Map.of("a", 1)))));
    Servers.run(
        connection(),
        "ALTER TABLE shop.signed_up ADD COLUMN small INTEGER",
        "UPDATE shop.signed_up SET small = 7");

    // When
    var outcomes =
        warehouse()
            .load(
                new Batch(
                    "shop", List.of(track("m2", "Signed Up", Map.of("small", 5_000_000_000L)))));

    // Then
    assertThat(outcomes).containsExactly(STORED);
    var table = tables("shop").table("signed_up");
    assertThat(table.columns()).containsEntry("small", ColumnType.INTEGER);
    assertThat(table.rows().get("m1")).containsEntry("small", new Cell.Whole(7));
    assertThat(table.rows().get("m2")).containsEntry("small", new Cell.Whole(5_000_000_000L));
  }

  Warehouse warehouse() {
    return warehouse(this::connection);
  }

  Snapshot tables() throws SQLException {
    return tables(naming().schema("Web Shop"));
  }

  Snapshot tables(String schema) throws SQLException {
    try (var connection = connection()) {
      return Reading.all(connection, schema);
    }
  }

  List<String> discards(String schema) throws SQLException {
    return tables(schema).table("_discards").rows().values().stream()
        .map(row ->
            row.get("table_name").text()
                + "."
                + row.get("column_name").text()
                + " "
                + row.get("row_id").text()
                + " "
                + row.get("property").text()
                + " "
                + row.get("value").text()
                + " "
                + row.get("reason").text())
        .sorted()
        .collect(Collectors.toList());
  }
}
