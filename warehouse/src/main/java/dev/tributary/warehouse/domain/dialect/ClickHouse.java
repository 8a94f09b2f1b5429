package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * ClickHouse. A table is a ReplacingMergeTree by {@code id}, and of what is inserted rows are left
 * out whose id is there; so a repeat adds nothing, and should two loads overlap, merges (and {@code
 * FINAL}) leave one. {@code users} and {@code accounts} keep the row inserted last. There is no
 * transaction over tables: a load that fails halfway is completed when it is repeated. Never run
 * against ClickHouse.
 *
 * <p>Source, seen 2026-11-28: clickhouse.com/docs:
 * engines/table-engines/mergetree-family/replacingmergetree, sql-reference/table-functions/input,
 * sql-reference/statements/alter/column, sql-reference/aggregate-functions/reference/argmax,
 * guides/developer/transactional.
 */
public record ClickHouse() implements HttpDialect {

  private static final Naming NAMING = new Naming(127, Set.of("_part", "_partition_id"), Set.of());
  private static final Limits LIMITS = new Limits(10_000, 10_000, 100 << 20);

  @Override
  public Naming naming() {
    return NAMING;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public int requestBytes() {
    return 64 << 20;
  }

  @Override
  public Existing existing(String type) {
    return switch (type) {
      case "string", "nullable(string)" -> new Existing.Whole(ColumnType.VARCHAR);
      case "nullable(int64)" -> new Existing.Whole(ColumnType.INTEGER);
      case "nullable(float64)" -> new Existing.Whole(ColumnType.FLOAT);
      case "nullable(bool)" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "nullable(datetime64(6, 'utc'))" -> new Existing.Whole(ColumnType.TIMESTAMP);
      default -> new Existing.Foreign();
    };
  }

  @Override
  public Statement schemaExists(String schema) {
    return new Statement("SELECT 1 FROM system.databases WHERE name = " + text(schema));
  }

  @Override
  public Statement countTables(String schema) {
    return new Statement("SELECT count() FROM system.tables WHERE database = " + text(schema));
  }

  @Override
  public Statement columns(String schema, Set<String> tables) {
    return new Statement(
        "SELECT table, name, type FROM system.columns WHERE database = %s AND table IN (%s)"
            .formatted(text(schema), texts(tables)));
  }

  @Override
  public String create(String schema) {
    return "CREATE DATABASE IF NOT EXISTS " + name(schema);
  }

  @Override
  public List<String> change(String schema, Change change) {
    var table = table(schema, change.table());
    return switch (change) {
      case Change.Create(var name, var columns) ->
          List.of(
              "CREATE TABLE IF NOT EXISTS %s (%s%s) ENGINE = ReplacingMergeTree ORDER BY `id`"
                  .formatted(table, Sql.list(columns, ClickHouse::defined), index(name)));
      case Change.Add(_, var columns) ->
          List.of(
              "ALTER TABLE %s %s"
                  .formatted(
                      table,
                      Sql.list(columns, column -> "ADD COLUMN IF NOT EXISTS " + defined(column))));
      case Change.Widen(_, var column, _, var to) ->
          List.of("ALTER TABLE %s MODIFY COLUMN %s %s".formatted(table, name(column), type(to)));
    };
  }

  @Override
  public List<Writing> write(String schema, LoadPlan plan) {
    var writings = new ArrayList<Writing>();
    for (var load : plan.loads()) {
      writings.add(new Writing(List.of(load.table()), insert(schema, load)));
    }
    for (var refresh : plan.refreshes()) {
      writings.add(new Writing(List.of(refresh.latest().table()), refresh(schema, refresh)));
    }
    return writings;
  }

  private static Statement insert(String schema, TableLoad load) {
    var table = table(schema, load.table());
    var names = Sql.list(load.columns(), column -> name(column.name()));
    var ids = load.rows().stream().map(ClickHouse::id).toList();
    var structure = Sql.list(load.columns(), ClickHouse::defined);
    return new Statement(
        "INSERT INTO %s (%s) SELECT %s FROM input(%s) WHERE `id` NOT IN (SELECT `id` FROM %s WHERE `id` IN (%s)) FORMAT JSONEachRow\n%s"
            .formatted(
                table, names, names, text(structure), table, texts(ids), JsonRows.lines(load)));
  }

  private static Statement refresh(String schema, Refresh refresh) {
    var latest = refresh.latest();
    var key = name(latest.key());
    var names = new ArrayList<>(List.of("`id`"));
    var values = new ArrayList<>(List.of("assumeNotNull(" + key + ")"));
    for (var column : refresh.columns()) {
      names.add(name(column.name()));
      values.add(
          "argMax(%s, (coalesce(`timestamp`, toDateTime64(0, 6, 'UTC')), `id`))"
              .formatted(cast(column)));
    }
    return new Statement(
        "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s IN (%s) GROUP BY %s"
            .formatted(
                table(schema, latest.table()),
                String.join(", ", names),
                String.join(", ", values),
                table(schema, latest.source()),
                key,
                texts(refresh.keys()),
                key));
  }

  private static String cast(Refresh.Copied column) {
    var name = name(column.name());
    return column.from() == column.to()
        ? name
        : "CAST(%s AS %s)".formatted(name, type(column.to()));
  }

  private static String index(String table) {
    for (var latest : Latest.values()) {
      if (latest.source().equals(table)) {
        return ", INDEX `by_key` %s TYPE bloom_filter GRANULARITY 4".formatted(name(latest.key()));
      }
    }
    return "";
  }

  private static String id(Map<String, Cell> row) {
    return Objects.requireNonNull(row.get("id"), "every row has an id").text();
  }

  private static String defined(Column column) {
    return name(column.name())
        + " "
        + (column.name().equals("id") ? "String" : type(column.type()));
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "Nullable(Bool)";
      case INTEGER -> "Nullable(Int64)";
      case FLOAT -> "Nullable(Float64)";
      case TIMESTAMP -> "Nullable(DateTime64(6, 'UTC'))";
      case VARCHAR -> "Nullable(String)";
    };
  }

  private static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  private static String name(String name) {
    return "`" + name + "`";
  }

  private static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String texts(Collection<String> texts) {
    return Sql.list(texts, ClickHouse::text);
  }
}
