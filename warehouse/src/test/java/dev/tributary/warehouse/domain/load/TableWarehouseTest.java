package dev.tributary.warehouse.domain.load;

import static dev.tributary.warehouse.testing.Events.NOON;
import static dev.tributary.warehouse.testing.Events.group;
import static dev.tributary.warehouse.testing.Events.identify;
import static dev.tributary.warehouse.testing.Events.map;
import static dev.tributary.warehouse.testing.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.ProfileTable;
import dev.tributary.warehouse.domain.dialect.PostgreSql;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.testing.MemoryTables;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableWarehouseTest {

  private static final Outcome STORED = new Outcome.Stored();
  private static final Naming NAMING = new PostgreSql().naming();

  private final MemoryTablesFixture fixture = new MemoryTablesFixture();

  @Test
  void waitsOnlyWithTheItemsOfARevokedTable() {
    // Given
    fixture.tables.revoke("signed_out");

    // When
    var outcomes =
        fixture.load(
            track("m1", "Signed Up", Map.of("a", 1)),
            track("m2", "Signed Out", Map.of("a", 1)),
            identify("m3", "u1", NOON, Map.of("a", 1)));

    // Then
    assertThat(outcomes).containsExactly(STORED, new Outcome.Retry("revoked"), STORED);
    assertThat(fixture.rows("tracks")).containsOnlyKeys("m1");
  }

  @Test
  void findsTheRowsThatAreRefusedAmongManyAndDiscardsThemAlone() {
    // Given
    fixture.tables.poison("m13").poison("m90");
    var items =
        IntStream.range(0, 100)
            .<Item>mapToObj(i -> track("m" + i, "Signed Up", Map.of("a", i)))
            .toArray(Item[]::new);

    // When
    var outcomes = fixture.load(items);

    // Then
    assertThat(outcomes).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(i == 13 || i == 90 ? new Outcome.Discarded("refused_by_warehouse") : STORED);
    }
    assertThat(fixture.rows("signed_up")).hasSize(98);
  }

  @Test
  void keepsInDiscardsWhatATableThatCannotBeChangedHasNoPlaceFor() {
    // Given
    fixture.load(track("m1", "Signed Up", Map.of("a", 1)));
    fixture.tables.fix("signed_up");

    // When
    var outcomes = fixture.load(track("m2", "Signed Up", Map.of("a", "x", "b", List.of(1))));

    // Then
    assertThat(outcomes).containsExactly(STORED);
    assertThat(fixture.rows("signed_up").get("m2")).doesNotContainKeys("a", "b");
    assertThat(fixture.discards()).containsExactlyInAnyOrder("\"x\" fixed_type", "[1] fixed_table");
  }

  @Test
  void waitsWhereDiscardsCannotBeKept() {
    // Given
    fixture.tables.revoke("_discards");

    // When
    var outcomes =
        fixture.load(
            track("m1", "Signed Up", Map.of("user_id", "other")),
            track("m2", "Signed Up", Map.of("a", 1)));

    // Then
    assertThat(outcomes).containsExactly(new Outcome.Retry("revoked"), STORED);
  }

  @Test
  void discardsAnEventWhoseMessageIdCannotBeAKey() {
    assertThat(
            fixture.load(
                track("", "A", Map.of()),
                track("x".repeat(513), "A", Map.of()),
                track("nul\u0000", "A", Map.of()),
                track("m1", "A", Map.of())))
        .containsExactly(
            new Outcome.Discarded("message_id_missing"),
            new Outcome.Discarded("message_id_too_long"),
            new Outcome.Discarded("message_id_invalid"),
            STORED);
  }

  @Test
  void discardsARowOfAProfileWhoseIdCannotBeAKey() {
    assertThat(fixture.load(row(""), row("x".repeat(513)), row("nul\u0000"), row("r1")))
        .containsExactly(
            new Outcome.Discarded("message_id_missing"),
            new Outcome.Discarded("message_id_too_long"),
            new Outcome.Discarded("message_id_invalid"),
            STORED);
    assertThat(fixture.rows("id_graph_updates")).containsOnlyKeys("r1");
  }

  private static Item row(String id) {
    return new Item.ProfileRow(
        ProfileTable.ID_GRAPH_UPDATES, id, NOON, Map.of("segment_id", "p1", "seq", 1L));
  }

  @Test
  void keepsTheLatestOfEachTraitOfAUserAndAnAccountHoweverTheyCome() {
    // When
    fixture.load(
        identify("m2", "u1", NOON.plusSeconds(2), map("plan", "pro", "age", null)),
        group("m5", "g1", NOON, Map.of("seats", 5)));
    fixture.load(
        identify("m1", "u1", NOON.plusSeconds(1), map("plan", "free", "age", 7)),
        group("m6", "g1", NOON.plusSeconds(1), Map.of("seats", 6)));

    // Then
    assertThat(fixture.rows("users").get("u1"))
        .containsEntry("plan", new Cell.Text("pro"))
        .containsEntry("age", new Cell.Whole(7))
        .doesNotContainKey("anonymous_id");
    assertThat(fixture.rows("accounts").get("g1")).containsEntry("seats", new Cell.Whole(6));
  }

  @Test
  void keepsOneValueOfPropertiesThatCollideAndTheOthersInDiscards() {
    // When
    fixture.load(
        track(
            "m1",
            "Bought",
            map("unitPrice", 1, "unit price", 2, "unit_price", 3, "Unit Price", 3)));

    // Then
    assertThat(fixture.rows("bought").get("m1")).containsEntry("unit_price", new Cell.Whole(3));
    assertThat(fixture.discards())
        .containsExactlyInAnyOrder("1 name_collision", "2 name_collision");
  }

  @Test
  void keepsAReservedColumnAndThePropertyInDiscardsUnlessBothSayTheSame() {
    // When
    fixture.load(track("m1", "Bought", map("user_id", "u1", "received_at", "never", "id", 5)));

    // Then
    assertThat(fixture.rows("bought").get("m1")).containsEntry("id", new Cell.Text("m1"));
    assertThat(fixture.discards())
        .containsExactlyInAnyOrder("\"never\" reserved_column", "5 reserved_column");
  }

  @Test
  void keepsTextThatIsTooLongInPartsThatTogetherAreAllOfIt() {
    // Given
    var small = new MemoryTablesFixture(new Limits(100, 100, 40));

    // When
    small.load(track("m1", "Bought", Map.of("note", "é".repeat(50), "short", "é".repeat(20))));

    // Then
    assertThat(small.rows("bought").get("m1")).containsKey("short").doesNotContainKey("note");
    assertThat(
            small.rows("_discards").values().stream()
                .sorted(Comparator.comparingLong(row -> ((Cell.Whole) row.get("part")).value()))
                .map(row -> row.get("value").text()))
        .containsExactly("\"" + "é".repeat(19), "é".repeat(20), "é".repeat(11) + "\"");
  }

  @Test
  void keepsThePropertiesOfAnEventForWhichThereIsNoTableAnyMore() {
    // Given
    var small = new MemoryTablesFixture(new Limits(100, 1, 1_000));

    // When
    var outcomes = small.load(track("m1", "A", Map.of("a", 1)), track("m2", "B", Map.of("b", 2)));

    // Then
    assertThat(outcomes).containsExactly(STORED, STORED);
    assertThat(small.rows("tracks")).containsOnlyKeys("m1", "m2");
    assertThat(small.discards()).containsExactly("2 too_many_tables");
  }

  private static final class MemoryTablesFixture {

    final MemoryTables tables;

    MemoryTablesFixture() {
      this(new PostgreSql().limits());
    }

    MemoryTablesFixture(Limits limits) {
      tables = new MemoryTables(limits);
    }

    List<Outcome> load(Item... items) {
      return new TableWarehouse(NAMING, tables).load(new Batch("shop", List.of(items)));
    }

    Map<String, ? extends Map<String, Cell>> rows(String table) {
      return tables.snapshot().table(table).rows();
    }

    List<String> discards() {
      return rows("_discards").values().stream()
          .map(row -> row.get("value").text() + " " + row.get("reason").text())
          .sorted()
          .toList();
    }
  }
}
