package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Digest;
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
import java.util.Set;

/**
 * BigQuery. All rows of a load are merged in one transaction, each table's as one parameter of
 * JSON. Tables are changed before it; a column's type is changed by filling another column and
 * swapping the names, which is one statement. Never run against BigQuery.
 *
 * <p>Source, seen 2026-11-28: cloud.google.com/bigquery/docs: transactions (a script; 100 tables;
 * no DDL), reference/standard-sql/data-definition-language (several renames in one ALTER TABLE),
 * reference/standard-sql/json_functions, quotas (10 MB a query with its parameters; 10,000
 * columns), schemas (300 characters; beginnings that no column may have).
 *
 * @param location where the datasets are, for instance {@code EU}
 */
public record BigQuery(String location) implements HttpDialect {

  private static final Naming NAMING =
      new Naming(
          300,
          Words.BIGQUERY,
          Set.of(
              "_table_", "_file_", "_partition", "_row_timestamp", "__root__", "_colidentifier"));
  private static final Limits LIMITS = new Limits(9_000, 10_000, 8 << 20);

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
    return 9 << 20;
  }

  @Override
  public Existing existing(String type) {
    return switch (type) {
      case "string" -> new Existing.Whole(ColumnType.VARCHAR);
      case "int64" -> new Existing.Whole(ColumnType.INTEGER);
      case "float64" -> new Existing.Whole(ColumnType.FLOAT);
      case "bool" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "timestamp" -> new Existing.Whole(ColumnType.TIMESTAMP);
      default ->
          type.startsWith("string(")
              ? new Existing.Part(ColumnType.VARCHAR)
              : new Existing.Foreign();
    };
  }

  @Override
  public Statement schemaExists(String schema) {
    return new Statement(
        "SELECT 1 FROM `region-%s`.INFORMATION_SCHEMA.SCHEMATA WHERE schema_name = @p1"
            .formatted(location),
        List.of(schema));
  }

  @Override
  public Statement countTables(String schema) {
    return new Statement(
        "SELECT COUNT(*) FROM %s.INFORMATION_SCHEMA.TABLES".formatted(name(schema)));
  }

  @Override
  public Statement columns(String schema, Set<String> tables) {
    return new Statement(
        "SELECT table_name, column_name, data_type FROM %s.INFORMATION_SCHEMA.COLUMNS WHERE table_name IN (%s)"
            .formatted(name(schema), Sql.list(tables, Sql::text)));
  }

  @Override
  public String create(String schema) {
    return "CREATE SCHEMA IF NOT EXISTS %s OPTIONS (location = '%s')"
        .formatted(name(schema), location);
  }

  @Override
  public List<String> change(String schema, Change change) {
    var table = table(schema, change.table());
    return switch (change) {
      case Change.Create(_, var columns) ->
          List.of(
              "CREATE TABLE IF NOT EXISTS %s (%s)%s CLUSTER BY `id`"
                  .formatted(table, Sql.list(columns, BigQuery::defined), partition(columns)));
      case Change.Add(_, var columns) ->
          List.of(
              "ALTER TABLE %s %s"
                  .formatted(
                      table,
                      Sql.list(columns, column -> "ADD COLUMN IF NOT EXISTS " + defined(column))));
      case Change.Widen(_, var column, var from, var to) -> {
        var key = Digest.key(column, from.name(), to.name()).substring(0, 8);
        var wide = name("_wide_" + key);
        var narrow = name("_narrow_" + key);
        yield List.of(
            "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s".formatted(table, wide, type(to)),
            "UPDATE %s SET %s = %s WHERE TRUE".formatted(table, wide, cast(name(column), from, to)),
            "ALTER TABLE %s RENAME COLUMN %s TO %s, RENAME COLUMN %s TO %s"
                .formatted(table, name(column), narrow, wide, name(column)),
            "ALTER TABLE %s DROP COLUMN IF EXISTS %s".formatted(table, narrow));
      }
    };
  }

  @Override
  public List<Writing> write(String schema, LoadPlan plan) {
    var statements = new ArrayList<String>();
    var parameters = new ArrayList<String>();
    var tables = new ArrayList<String>();
    for (var load : plan.loads()) {
      parameters.add(JsonRows.arrays(load));
      statements.add(merge(schema, load, "@p" + parameters.size()));
      tables.add(load.table());
    }
    for (var refresh : plan.refreshes()) {
      parameters.add(Json.text(refresh.keys()));
      statements.add(refresh(schema, refresh, "@p" + parameters.size()));
      tables.add(refresh.latest().table());
    }
    var script = "BEGIN TRANSACTION;\n" + String.join(";\n", statements) + ";\nCOMMIT TRANSACTION;";
    return List.of(new Writing(tables, new Statement(script, parameters)));
  }

  private static String merge(String schema, TableLoad load, String rows) {
    var values = new ArrayList<String>();
    for (var column : load.columns()) {
      var value = "JSON_VALUE(r, '$[" + values.size() + "]')";
      values.add(
          (column.type() == ColumnType.VARCHAR
                  ? value
                  : "CAST(%s AS %s)".formatted(value, type(column.type())))
              + " AS "
              + name(column.name()));
    }
    var names = Sql.list(load.columns(), column -> name(column.name()));
    return "MERGE %s AS t USING (SELECT %s FROM UNNEST(JSON_QUERY_ARRAY(%s)) AS r) AS s ON t.`id` = s.`id` WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
        .formatted(table(schema, load.table()), String.join(", ", values), rows, names, names);
  }

  private static String refresh(String schema, Refresh refresh, String keys) {
    var latest = refresh.latest();
    var key = name(latest.key());
    var values = new ArrayList<>(List.of(key + " AS `id`"));
    var names = new ArrayList<>(List.of("`id`"));
    var updates = new ArrayList<String>();
    for (var column : refresh.columns()) {
      var name = name(column.name());
      names.add(name);
      updates.add(name + " = s." + name);
      values.add(
          "FIRST_VALUE(%s IGNORE NULLS) OVER (PARTITION BY %s ORDER BY `timestamp` DESC, `id` DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS %s"
              .formatted(cast(name, column.from(), column.to()), key, name));
    }
    var all = String.join(", ", names);
    return "MERGE %s AS t USING (SELECT DISTINCT %s FROM %s WHERE %s IN UNNEST(JSON_VALUE_ARRAY(%s))) AS s ON t.`id` = s.`id`%s WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
        .formatted(
            table(schema, latest.table()),
            String.join(", ", values),
            table(schema, latest.source()),
            key,
            keys,
            updates.isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET " + String.join(", ", updates),
            all,
            all);
  }

  private static String partition(List<Column> columns) {
    return columns.stream().anyMatch(column -> column.name().equals("received_at"))
        ? " PARTITION BY TIMESTAMP_TRUNC(`received_at`, DAY)"
        : "";
  }

  private static String defined(Column column) {
    return name(column.name()) + " " + type(column.type());
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "BOOL";
      case INTEGER -> "INT64";
      case FLOAT -> "FLOAT64";
      case TIMESTAMP -> "TIMESTAMP";
      case VARCHAR -> "STRING";
    };
  }

  private static String cast(String column, ColumnType from, ColumnType to) {
    if (from == to) {
      return column;
    }
    return from == ColumnType.TIMESTAMP
        ? "REGEXP_REPLACE(FORMAT_TIMESTAMP('%%Y-%%m-%%dT%%H:%%M:%%E6SZ', %s, 'UTC'), r'000Z$', 'Z')"
            .formatted(column)
        : "CAST(%s AS %s)".formatted(column, type(to));
  }

  private static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  private static String name(String name) {
    return "`" + name + "`";
  }
}
