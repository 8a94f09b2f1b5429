package dev.tributary.warehouse.parquet;

import static dev.tributary.warehouse.testing.Events.NOON;
import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.jdbc.Reading;
import dev.tributary.warehouse.testing.Events;
import dev.tributary.warehouse.testing.Histories;
import dev.tributary.warehouse.testing.NaiveModel;
import dev.tributary.warehouse.testing.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetWarehouseTest {

  private static final Outcome STORED = new Outcome.Stored();
  private static final Naming NAMING = ParquetWarehouses.NAMING;

  @TempDir Path directory;

  private ObjectStore store;

  @BeforeEach
  void makeStore() {
    store = new DirectoryStore(directory);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithTheTablesOfTheNaiveModelInAnyOrderAndHoweverOften(long seed) throws Exception {
    // Given
    var histories = new Histories(seed);
    var items = histories.items(5 + (int) (seed % 20));
    var writers = List.of(warehouse(), warehouse()); // in turns, each with its memory

    // When
    int turn = 0;
    for (var batch : histories.batches(items)) {
      assertThat(writers.get(turn++ % 2).load(batch)).allMatch(STORED::equals);
    }

    // Then
    assertThat(lake("web_shop").lines()).containsExactlyInAnyOrderElementsOf(expected(items));
  }

  static LongStream seeds() {
    return LongStream.range(2_000, 2_006);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void completesWhenRepeatedWhateverItFailedAt(boolean arrives) throws Exception {
    // Given
    var first =
        List.<Item>of(track("m1", "Bought", Map.of("price", 5)), track("m2", "Sold", Map.of()));
    var second =
        List.<Item>of(
            track("m3", "Bought", Map.of("price", "five")),
            track("m1", "Bought", Map.of("price", 5)),
            track("m4", "Bought", Map.of("price", true, "user_id", "other")));
    var all = new ArrayList<>(first);
    all.addAll(second);

    for (int put = 1; ; put++) {
      // When
      clear();
      warehouse().load(new Batch("shop", first));
      var faulty = new FaultyStore(store, put, arrives);
      var warehouse = ParquetWarehouses.in(faulty);
      var outcomes = warehouse.load(new Batch("shop", second));

      // Then
      if (!faulty.failed()) {
        assertThat(put).isGreaterThan(7);
        break;
      }
      assertThat(outcomes).allMatch(Outcome.Retry.class::isInstance);
      for (var item : second) { // Divided otherwise than before.
        assertThat(warehouse().load(new Batch("shop", List.of(item)))).containsExactly(STORED);
      }
      assertThat(lake("shop").lines())
          .as("after failing at put %s", put)
          .containsExactlyInAnyOrderElementsOf(expected(all));
    }
  }

  @Test
  void knowsWhatALoadThatFailedHasWritten() throws Exception {
    // Given
    var item = track("m1", "Bought", Map.of());
    var warehouse = ParquetWarehouses.in(new FaultyOnce());

    // When
    var outcomes =
        List.of(
            warehouse.load(new Batch("shop", List.of(item))),
            warehouse.load(new Batch("shop", List.of(item, track("m2", "Bought", Map.of())))));

    // Then
    assertThat(outcomes.getLast()).containsExactly(STORED, STORED);
    assertThat(lake("shop").table("bought").rows()).containsOnlyKeys("m1", "m2");
    assertThat(lake("shop").table("tracks").rows()).containsOnlyKeys("m1", "m2");
  }

  @Test
  void waitsWithTheItemsOfATableWhoseFilesSomebodySpoiltAndLoadsTheOthers() throws Exception {
    // Given
    warehouse()
        .load(new Batch("shop", List.of(track("m0", "A", Map.of()), track("m1", "B", Map.of()))));
    Files.writeString(directory.resolve("shop/a/_columns.json"), "{");
    Files.writeString(directory.resolve("shop/b/date=2026-03-01/hour=12/x.parquet"), "spoilt");

    // When
    var outcomes =
        warehouse()
            .load(
                new Batch(
                    "shop",
                    List.of(
                        track("m2", "A", Map.of()),
                        track("m3", "B", Map.of()),
                        track("m4", "C", Map.of()))));

    // Then
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Retry("table a: _columns.json cannot be read"),
            new Outcome.Retry("table b: has a file that cannot be read or written"),
            STORED);
  }

  @Test
  void putsAFileInThePartitionOfTheHourAndNamesItAfterItsIds() throws Exception {
    // Given
    var batch =
        new Batch(
            "Web Shop",
            List.of(
                track("m1", "Signed Up", Map.of()),
                Events.event("m2", Item.Type.PAGE, "", "u1", NOON.plusSeconds(86_400), Map.of())));

    // When
    warehouse().load(batch);
    var once = files();
    warehouse().load(batch);

    // Then
    assertThat(once.keySet())
        .containsExactly(
            "web_shop/pages/_columns.json",
            "web_shop/pages/date=2026-03-02/hour=12/2823c0bdde932b2935d5c533f9f625b0.parquet",
            "web_shop/signed_up/_columns.json",
            "web_shop/signed_up/date=2026-03-01/hour=12/12dd2f95f97db76da61d709fda97b095.parquet",
            "web_shop/tracks/_columns.json",
            "web_shop/tracks/date=2026-03-01/hour=12/12dd2f95f97db76da61d709fda97b095.parquet");
    assertThat(files()).isEqualTo(once);
  }

  private Snapshot lake(String schema) throws IOException, SQLException {
    var snapshot = new Snapshot();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var tables = Files.list(directory.resolve(schema))) {
      for (var table : tables.toList()) {
        var name = table.getFileName().toString();
        try (var statement = connection.createStatement();
            var rows =
                statement.executeQuery(
                    "SELECT * EXCLUDE (date, hour) FROM read_parquet('"
                        + table
                        + "/**/*.parquet', hive_partitioning = true, union_by_name = true)")) {
          Reading.read(rows, snapshot.table(name));
        }
        assertThat(columnsOfSeveralTypes(connection, table)).as("in files of " + name).isEmpty();
      }
    }
    return snapshot;
  }

  private static List<String> columnsOfSeveralTypes(Connection connection, Path table)
      throws SQLException {
    var columns = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT name FROM parquet_schema('"
                    + table
                    + "/**/*.parquet') WHERE num_children IS NULL GROUP BY name"
                    + " HAVING count(DISTINCT type || coalesce(converted_type, '')) > 1")) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }

  /** Files have the columns for which there are values; users and accounts are views. */
  private static List<String> expected(List<Item> items) {
    var model = NaiveModel.of(items, NAMING);
    model.tables().keySet().removeAll(List.of("users", "accounts"));
    model
        .tables()
        .values()
        .forEach(contents ->
            contents
                .columns()
                .keySet()
                .removeIf(column ->
                    contents.rows().values().stream().noneMatch(row -> row.containsKey(column))));
    return model.lines();
  }

  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    for (var key : store.list("web_shop/")) {
      files.put(key, Integer.toString(Arrays.hashCode(store.get(key).orElseThrow())));
    }
    return files;
  }

  private void clear() throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }

  private Warehouse warehouse() {
    return ParquetWarehouses.in(store);
  }

  /** Fails after its fourth file has arrived, and is well again then. */
  private final class FaultyOnce implements ObjectStore {

    private int puts;

    @Override
    public List<String> list(String prefix) throws IOException {
      return store.list(prefix);
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
      return store.get(key);
    }

    @Override
    public void put(String key, Path file) throws IOException {
      store.put(key, file);
      if (++puts == 4) {
        throw new IOException("away");
      }
    }
  }
}
