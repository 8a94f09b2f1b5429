package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.domain.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Snowflake. Names are in capitals, so that nobody has to quote them. Each table's rows are merged
 * by one statement, as one parameter of JSON; the SQL API takes no parameters in a request of
 * several statements, so there is no transaction over tables: a load that fails halfway is
 * completed when it is repeated. A table whose column has to be wider is made anew, which is one
 * statement. Never run against Snowflake.
 *
 * <p>Source, seen 2026-11-28: docs.snowflake.com/en: developer-guide/sql-api/submitting-requests
 * and submitting-multiple-statements, sql-reference/sql/merge, sql-reference/sql/create-table (COPY
 * GRANTS, AS SELECT), sql-reference/functions/flatten, sql-reference/functions/parse_json (16 MB),
 * sql-reference/reserved-keywords.
 */
public record Snowflake() implements HttpDialect {

  private static final Naming NAMING = new Naming(255, Words.SNOWFLAKE, Set.of());
  private static final int TEXT_BYTES = 15 << 20;
  private static final Limits LIMITS = new Limits(2_000, 10_000, TEXT_BYTES);

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
    return TEXT_BYTES;
  }

  @Override
  public Existing existing(String type) {
    return switch (type) {
      case "text(16777216)", "text(134217728)" -> new Existing.Whole(ColumnType.VARCHAR);
      case "number(38,0)" -> new Existing.Whole(ColumnType.INTEGER);
      case "float" -> new Existing.Whole(ColumnType.FLOAT);
      case "boolean" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "timestamp_tz" -> new Existing.Whole(ColumnType.TIMESTAMP);
      case "timestamp_ntz", "timestamp_ltz" -> new Existing.Part(ColumnType.TIMESTAMP);
      default ->
          type.startsWith("text(") ? new Existing.Part(ColumnType.VARCHAR) : new Existing.Foreign();
    };
  }

  @Override
  public Statement schemaExists(String schema) {
    return new Statement(
        "SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?",
        List.of(capitals(schema)));
  }

  @Override
  public Statement countTables(String schema) {
    return new Statement(
        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?",
        List.of(capitals(schema)));
  }

  @Override
  public Statement columns(String schema, Set<String> tables) {
    return new Statement(
        "SELECT LOWER(TABLE_NAME), LOWER(COLUMN_NAME), CASE DATA_TYPE WHEN 'TEXT' THEN 'TEXT(' || CHARACTER_MAXIMUM_LENGTH || ')' WHEN 'NUMBER' THEN 'NUMBER(' || NUMERIC_PRECISION || ',' || NUMERIC_SCALE || ')' ELSE DATA_TYPE END FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (%s)"
            .formatted(Sql.list(tables, table -> Sql.text(capitals(table)))),
        List.of(capitals(schema)));
  }

  @Override
  public String create(String schema) {
    return "CREATE SCHEMA IF NOT EXISTS " + name(schema);
  }

  @Override
  public List<String> change(String schema, Change change) {
    var table = table(schema, change.table());
    return switch (change) {
      case Change.Create(_, var columns) ->
          List.of(
              "CREATE TABLE IF NOT EXISTS %s (%s)"
                  .formatted(table, Sql.list(columns, Snowflake::defined)));
      case Change.Add(_, var columns) ->
          columns.stream()
              .map(column ->
                  "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s".formatted(table, defined(column)))
              .toList();
      case Change.Widen(_, var column, var from, var to) ->
          List.of(
              "CREATE OR REPLACE TABLE %s COPY GRANTS AS SELECT * REPLACE (%s AS %s) FROM %s"
                  .formatted(table, cast(name(column), from, to), name(column), table));
    };
  }

  @Override
  public List<Writing> write(String schema, LoadPlan plan) {
    var writings = new ArrayList<Writing>();
    for (var load : plan.loads()) {
      writings.add(new Writing(List.of(load.table()), merge(schema, load)));
    }
    for (var refresh : plan.refreshes()) {
      writings.add(new Writing(List.of(refresh.latest().table()), refresh(schema, refresh)));
    }
    return writings;
  }

  private static Statement merge(String schema, TableLoad load) {
    var values = new ArrayList<String>();
    for (var column : load.columns()) {
      values.add(
          "r.VALUE[%d]::VARCHAR::%s AS %s"
              .formatted(values.size(), type(column.type()), name(column.name())));
    }
    return new Statement(
        "MERGE INTO %s AS t USING (SELECT %s FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) AS r) AS s ON t.\"ID\" = s.\"ID\" WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
            .formatted(
                table(schema, load.table()),
                String.join(", ", values),
                Sql.list(load.columns(), column -> name(column.name())),
                Sql.list(load.columns(), column -> "s." + name(column.name()))),
        List.of(JsonRows.arrays(load)));
  }

  private static Statement refresh(String schema, Refresh refresh) {
    var latest = refresh.latest();
    var key = name(latest.key());
    var values = new ArrayList<>(List.of(key + " AS \"ID\""));
    var names = new ArrayList<>(List.of("\"ID\""));
    var updates = new ArrayList<String>();
    for (var column : refresh.columns()) {
      var name = name(column.name());
      names.add(name);
      updates.add(name + " = s." + name);
      values.add(
          "FIRST_VALUE(%s) IGNORE NULLS OVER %s AS %s"
              .formatted(cast(name, column.from(), column.to()), window(key), name));
    }
    return new Statement(
        "MERGE INTO %s AS t USING (SELECT DISTINCT %s FROM %s WHERE %s IN (SELECT VALUE::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))))) AS s ON t.\"ID\" = s.\"ID\"%s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
            .formatted(
                table(schema, latest.table()),
                String.join(", ", values),
                table(schema, latest.source()),
                key,
                updates.isEmpty()
                    ? ""
                    : " WHEN MATCHED THEN UPDATE SET " + String.join(", ", updates),
                String.join(", ", names),
                Sql.list(names, name -> "s." + name)),
        List.of(Json.text(refresh.keys())));
  }

  private static String window(String key) {
    return "(PARTITION BY "
        + key
        + " ORDER BY \"TIMESTAMP\" DESC NULLS LAST, \"ID\" DESC"
        + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";
  }

  private static String defined(Column column) {
    return name(column.name()) + " " + type(column.type());
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "NUMBER(38,0)";
      case FLOAT -> "FLOAT";
      case TIMESTAMP -> "TIMESTAMP_TZ";
      case VARCHAR -> "VARCHAR";
    };
  }

  private static String cast(String column, ColumnType from, ColumnType to) {
    return from == ColumnType.TIMESTAMP && to == ColumnType.VARCHAR
        ? "REGEXP_REPLACE(TO_VARCHAR(CONVERT_TIMEZONE('UTC', %s), 'YYYY-MM-DD\"T\"HH24:MI:SS.FF6\"Z\"'), '000Z$', 'Z')"
            .formatted(column)
        : column + "::" + type(to);
  }

  private static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  private static String name(String name) {
    return Sql.name(capitals(name));
  }

  private static String capitals(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
