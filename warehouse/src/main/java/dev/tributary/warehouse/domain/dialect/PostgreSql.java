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
 * PostgreSQL. A table's {@code id} is its primary key, and a row that is there is left alone by
 * {@code ON CONFLICT DO NOTHING}. Tables are changed in the transaction of the load.
 *
 * <p>Limits: PostgreSQL 18, "Limits" (appendix K): 1,600 columns, of which dropped ones count;
 * names of 63 bytes.
 */
public record PostgreSql() implements SqlDialect {

  private static final int NAME_LENGTH = 63;
  private static final Naming NAMING = new Naming(NAME_LENGTH, Words.POSTGRESQL, Set.of("pg_"));
  private static final Limits LIMITS = new Limits(1_500, 10_000, 100 << 20);

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
      case "text", "character varying" -> new Existing.Whole(ColumnType.VARCHAR);
      case "bigint" -> new Existing.Whole(ColumnType.INTEGER);
      case "double precision" -> new Existing.Whole(ColumnType.FLOAT);
      case "boolean" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "timestamp with time zone", "timestamp(6) with time zone" ->
          new Existing.Whole(ColumnType.TIMESTAMP);
      case "integer", "smallint" -> new Existing.Part(ColumnType.INTEGER);
      case "real" -> new Existing.Part(ColumnType.FLOAT);
      default -> {
        if (type.startsWith("character varying(")) {
          yield new Existing.Part(ColumnType.VARCHAR);
        }
        yield type.startsWith("timestamp")
            ? new Existing.Part(ColumnType.TIMESTAMP)
            : new Existing.Foreign();
      }
    };
  }

  /**
   * Loads of one schema wait for each other, so that two do not make the same table; nothing waits
   * longer than half a minute for somebody who reads a table that is to be changed.
   */
  @Override
  public List<String> begin(String schema) {
    return List.of(
        "SET LOCAL lock_timeout = '30s'",
        "SET LOCAL TIME ZONE 'UTC'",
        "SELECT pg_advisory_xact_lock(hashtextextended("
            + Sql.text("tributary." + schema)
            + ", 0))");
  }

  @Override
  public String schemaExists() {
    return "SELECT 1 FROM pg_namespace WHERE nspname = ?";
  }

  @Override
  public String countTables() {
    return "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p')";
  }

  /** Of the catalog itself: the information schema hides what the role may not use. */
  @Override
  public String columns(int tables) {
    return "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)"
        + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        + " JOIN pg_namespace n ON n.oid = c.relnamespace"
        + " WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0"
        + " AND NOT a.attisdropped AND c.relname IN ("
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
              "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (\"id\"))"
                  .formatted(table, Sql.list(columns, PostgreSql::defined)));
      case Change.Add(_, var columns) ->
          List.of(
              "ALTER TABLE %s %s"
                  .formatted(
                      table,
                      Sql.list(columns, column -> "ADD COLUMN IF NOT EXISTS " + defined(column))));
      case Change.Widen(_, var column, var from, var to) ->
          List.of(
              "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s"
                  .formatted(table, Sql.name(column), type(to), cast(Sql.name(column), from, to)));
    };
  }

  @Override
  public RowsSql rows(String schema, TableLoad load) {
    return new RowsSql(
        List.of(),
        "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (\"id\") DO NOTHING"
            .formatted(
                Sql.table(schema, load.table()),
                Sql.list(load.columns(), column -> Sql.name(column.name())),
                Sql.parameters(load.columns().size())),
        List.of());
  }

  /** The last value of each column by an ordered aggregate; ids compared byte by byte. */
  @Override
  public List<String> refresh(String schema, Refresh refresh) {
    var latest = refresh.latest();
    var names = new ArrayList<>(List.of("\"id\""));
    var values = new ArrayList<>(List.of(Sql.name(latest.key())));
    var updates = new ArrayList<String>();
    for (var column : refresh.columns()) {
      var name = Sql.name(column.name());
      names.add(name);
      values.add(
          "(array_agg(%s ORDER BY \"timestamp\" DESC NULLS LAST, \"id\" COLLATE \"C\" DESC) FILTER (WHERE %s IS NOT NULL))[1]"
              .formatted(cast(name, column.from(), column.to()), name));
      updates.add(name + " = EXCLUDED." + name);
    }
    return List.of(
        "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s IN (%s) GROUP BY %s ON CONFLICT (\"id\") DO %s"
            .formatted(
                Sql.table(schema, latest.table()),
                String.join(", ", names),
                String.join(", ", values),
                Sql.table(schema, latest.source()),
                Sql.name(latest.key()),
                Sql.parameters(refresh.keys().size()),
                Sql.name(latest.key()),
                updates.isEmpty() ? "NOTHING" : "UPDATE SET " + String.join(", ", updates)));
  }

  /** A hash index takes keys of any length. */
  @Override
  public List<String> index(String schema, Latest latest) {
    return List.of(
        "CREATE INDEX ON %s USING hash (%s)"
            .formatted(Sql.table(schema, latest.source()), Sql.name(latest.key())));
  }

  private static String defined(Column column) {
    return Sql.name(column.name()) + " " + type(column.type());
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case FLOAT -> "DOUBLE PRECISION";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case VARCHAR -> "TEXT";
    };
  }

  /** To text as {@code Cell.text} spells it: PostgreSQL writes exponents from 1e15 on. */
  private static String cast(String column, ColumnType from, ColumnType to) {
    if (from == to || to != ColumnType.VARCHAR) {
      return from == to ? column : "CAST(%s AS %s)".formatted(column, type(to));
    }
    return switch (from) {
      case BOOLEAN, INTEGER, VARCHAR -> "CAST(%s AS TEXT)".formatted(column);
      case FLOAT ->
          "CASE WHEN abs(%1$s) >= 1e15 AND abs(%1$s) < 1e16 THEN CAST(CAST(CAST(%1$s AS TEXT) AS NUMERIC) AS TEXT) ELSE CAST(%1$s AS TEXT) END"
              .formatted(column);
      case TIMESTAMP ->
          "regexp_replace(to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '000Z$', 'Z')"
              .formatted(column);
    };
  }
}
