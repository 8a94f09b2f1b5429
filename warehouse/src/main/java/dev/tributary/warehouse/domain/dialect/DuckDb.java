package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A DuckDB file, which one process may write to at a time.
 *
 * <p>Tables have no key, whose index would be held in memory. Rows go into a temporary table first,
 * and from there those whose {@code id} is not in the table; that holds because loads follow each
 * other.
 */
public record DuckDb() implements SqlDialect {

  private static final int NAME_LENGTH = 255;
  private static final Naming NAMING = new Naming(NAME_LENGTH, Words.DUCKDB, Set.of());
  private static final Limits LIMITS = new Limits(10_000, 10_000, 100 << 20);
  private static final String STAGING = "\"_staging\"";

  @Override
  public Naming naming() {
    return NAMING;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public Existing existing(String type) {
    return switch (type) {
      case "varchar" -> new Existing.Whole(ColumnType.VARCHAR);
      case "bigint" -> new Existing.Whole(ColumnType.INTEGER);
      case "double" -> new Existing.Whole(ColumnType.FLOAT);
      case "boolean" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "timestamp with time zone" -> new Existing.Whole(ColumnType.TIMESTAMP);
      case "integer", "smallint", "tinyint" -> new Existing.Part(ColumnType.INTEGER);
      case "float" -> new Existing.Part(ColumnType.FLOAT);
      case "timestamp", "timestamp_s", "timestamp_ms" -> new Existing.Part(ColumnType.TIMESTAMP);
      default -> new Existing.Foreign();
    };
  }

  @Override
  public List<String> begin(String schema) {
    return List.of("SET TimeZone = 'UTC'");
  }

  @Override
  public String schemaExists() {
    return "SELECT 1 FROM duckdb_schemas() WHERE database_name = current_database() AND schema_name = ?";
  }

  @Override
  public String countTables() {
    return "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = ?";
  }

  @Override
  public String columns(int tables) {
    return "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        + " WHERE database_name = current_database() AND schema_name = ? AND table_name IN ("
        + Sql.parameters(tables)
        + ")";
  }

  @Override
  public String create(String schema) {
    return "CREATE SCHEMA IF NOT EXISTS " + Sql.name(schema);
  }

  @Override
  public List<String> change(String schema, Change change) {
    var table = Sql.table(schema, change.table());
    return switch (change) {
      case Change.Create(_, var columns) ->
          List.of(
              "CREATE TABLE IF NOT EXISTS %s (%s)"
                  .formatted(table, Sql.list(columns, DuckDb::defined)));
      case Change.Add(_, var columns) ->
          columns.stream()
              .map(column ->
                  "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s".formatted(table, defined(column)))
              .toList();
      case Change.Widen(_, var column, var from, var to) ->
          List.of(
              "ALTER TABLE %s ALTER COLUMN %s SET DATA TYPE %s USING %s"
                  .formatted(table, Sql.name(column), type(to), cast(Sql.name(column), from, to)));
    };
  }

  @Override
  public RowsSql rows(String schema, TableLoad load) {
    var table = Sql.table(schema, load.table());
    var names = Sql.list(load.columns(), column -> Sql.name(column.name()));
    return new RowsSql(
        List.of(
            "CREATE OR REPLACE TEMPORARY TABLE %s (%s)"
                .formatted(STAGING, Sql.list(load.columns(), DuckDb::defined))),
        "INSERT INTO %s VALUES (%s)".formatted(STAGING, Sql.parameters(load.columns().size())),
        List.of(
            "INSERT INTO %s (%s) SELECT %s FROM %s AS s WHERE NOT EXISTS (SELECT 1 FROM %s AS t WHERE t.\"id\" = s.\"id\")"
                .formatted(table, names, names, STAGING, table),
            "DROP TABLE " + STAGING));
  }

  @Override
  public List<String> refresh(String schema, Refresh refresh) {
    var latest = refresh.latest();
    var table = Sql.table(schema, latest.table());
    var keys = Sql.parameters(refresh.keys().size());
    var names = new ArrayList<>(List.of("\"id\""));
    var values = new ArrayList<>(List.of(Sql.name(latest.key())));
    for (var column : refresh.columns()) {
      var name = Sql.name(column.name());
      names.add(name);
      values.add(
          "last(%s ORDER BY \"timestamp\" NULLS FIRST, \"id\") FILTER (WHERE %s IS NOT NULL)"
              .formatted(cast(name, column.from(), column.to()), name));
    }
    return List.of(
        "DELETE FROM %s WHERE \"id\" IN (%s)".formatted(table, keys),
        "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s IN (%s) GROUP BY %s"
            .formatted(
                table,
                String.join(", ", names),
                String.join(", ", values),
                Sql.table(schema, latest.source()),
                Sql.name(latest.key()),
                keys,
                Sql.name(latest.key())));
  }

  @Override
  public List<String> index(String schema, Latest latest) {
    return List.of();
  }

  public static String defined(Column column) {
    return Sql.name(column.name()) + " " + type(column.type());
  }

  public static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case FLOAT -> "DOUBLE";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case VARCHAR -> "VARCHAR";
    };
  }

  /** To text as {@code Cell.text} spells it: DuckDB writes {@code 5.0}. */
  public static String cast(String column, ColumnType from, ColumnType to) {
    if (from == to || to != ColumnType.VARCHAR) {
      return from == to ? column : "CAST(%s AS %s)".formatted(column, type(to));
    }
    return switch (from) {
      case BOOLEAN, INTEGER, VARCHAR -> "CAST(%s AS VARCHAR)".formatted(column);
      case FLOAT -> "regexp_replace(CAST(%s AS VARCHAR), '\\.0$', '')".formatted(column);
      case TIMESTAMP ->
          "regexp_replace(strftime(%s AT TIME ZONE 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ'), '000Z$', 'Z')"
              .formatted(column);
    };
  }
}
