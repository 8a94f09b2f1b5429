package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.naming.Digest;
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
 * Amazon Redshift. Keys are not enforced there, so rows go into a temporary table first and from
 * there those whose {@code id} is not in the table, under its lock. A column's type cannot be
 * changed in a transaction, so a wider one takes its place there. Never run against Redshift.
 *
 * <p>Source, seen 2026-11-28: docs.aws.amazon.com/redshift/latest/dg: r_ALTER_TABLE, r_names (127
 * bytes), r_Character_types (65,535 bytes), r_CREATE_TABLE_usage (1,600 columns; no more than 9,900
 * tables in a small cluster), r_WF_first_value, r_LOCK.
 */
public record Redshift() implements SqlDialect {

  private static final int NAME_LENGTH = 127;
  private static final int TEXT_BYTES = 65_535;
  private static final Naming NAMING = new Naming(NAME_LENGTH, Words.REDSHIFT, Set.of("pg_"));
  private static final Limits LIMITS = new Limits(1_600, 9_000, TEXT_BYTES);
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
      case "character varying(65535)" -> new Existing.Whole(ColumnType.VARCHAR);
      case "bigint" -> new Existing.Whole(ColumnType.INTEGER);
      case "double precision" -> new Existing.Whole(ColumnType.FLOAT);
      case "boolean" -> new Existing.Whole(ColumnType.BOOLEAN);
      case "timestamp with time zone" -> new Existing.Whole(ColumnType.TIMESTAMP);
      case "integer", "smallint" -> new Existing.Part(ColumnType.INTEGER);
      case "real" -> new Existing.Part(ColumnType.FLOAT);
      case "timestamp without time zone" -> new Existing.Part(ColumnType.TIMESTAMP);
      default ->
          type.startsWith("character varying")
              ? new Existing.Part(ColumnType.VARCHAR)
              : new Existing.Foreign();
    };
  }

  @Override
  public List<String> begin(String schema) {
    return List.of("SET timezone TO 'UTC'");
  }

  @Override
  public String schemaExists() {
    return "SELECT 1 FROM pg_namespace WHERE nspname = ?";
  }

  @Override
  public String countTables() {
    return "SELECT COUNT(*) FROM svv_tables WHERE table_schema = ?";
  }

  @Override
  public String columns(int tables) {
    return "SELECT table_name, column_name, CASE WHEN data_type = 'character varying'"
        + " THEN 'character varying(' || character_maximum_length || ')' ELSE data_type END"
        + " FROM svv_columns WHERE table_schema = ? AND table_name IN ("
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
              "CREATE TABLE IF NOT EXISTS %s (%s)%s"
                  .formatted(table, Sql.list(columns, Redshift::defined), sortKey(columns)));
      case Change.Add(_, var columns) ->
          columns.stream()
              .map(column -> "ALTER TABLE %s ADD COLUMN %s".formatted(table, defined(column)))
              .toList();
      case Change.Widen(_, var column, var from, var to) -> {
        var wide = Sql.name("_wide_" + Digest.key(column).substring(0, 8));
        var name = Sql.name(column);
        yield List.of(
            "ALTER TABLE %s ADD COLUMN %s %s".formatted(table, wide, type(to)),
            "UPDATE %s SET %s = %s".formatted(table, wide, cast(name, from, to)),
            "ALTER TABLE %s DROP COLUMN %s".formatted(table, name),
            "ALTER TABLE %s RENAME COLUMN %s TO %s".formatted(table, wide, name));
      }
    };
  }

  @Override
  public RowsSql rows(String schema, TableLoad load) {
    var table = Sql.table(schema, load.table());
    var names = Sql.list(load.columns(), column -> Sql.name(column.name()));
    return new RowsSql(
        List.of(
            "LOCK " + table,
            "CREATE TEMPORARY TABLE %s (%s)"
                .formatted(STAGING, Sql.list(load.columns(), Redshift::defined))),
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
    var key = Sql.name(latest.key());
    var keys = Sql.parameters(refresh.keys().size());
    var names = new ArrayList<>(List.of("\"id\""));
    var values = new ArrayList<>(List.of(key));
    for (var column : refresh.columns()) {
      var name = Sql.name(column.name());
      names.add(name);
      values.add(
          "FIRST_VALUE(%s) IGNORE NULLS OVER (PARTITION BY %s ORDER BY \"timestamp\" DESC NULLS LAST, \"id\" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
              .formatted(cast(name, column.from(), column.to()), key));
    }
    return List.of(
        "DELETE FROM %s WHERE \"id\" IN (%s)".formatted(table, keys),
        "INSERT INTO %s (%s) SELECT DISTINCT %s FROM %s WHERE %s IN (%s)"
            .formatted(
                table,
                String.join(", ", names),
                String.join(", ", values),
                Sql.table(schema, latest.source()),
                key,
                keys));
  }

  @Override
  public List<String> index(String schema, Latest latest) {
    return List.of();
  }

  private static String sortKey(List<Column> columns) {
    return columns.stream().anyMatch(column -> column.name().equals("received_at"))
        ? " SORTKEY (\"received_at\")"
        : "";
  }

  private static String defined(Column column) {
    return Sql.name(column.name()) + " " + type(column.type());
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case FLOAT -> "DOUBLE PRECISION";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case VARCHAR -> "VARCHAR(" + TEXT_BYTES + ")";
    };
  }

  /** Redshift casts no boolean to text, and spells a float in its own way. */
  private static String cast(String column, ColumnType from, ColumnType to) {
    if (from == to || to != ColumnType.VARCHAR) {
      return from == to ? column : "CAST(%s AS %s)".formatted(column, type(to));
    }
    return switch (from) {
      case BOOLEAN -> "CASE WHEN %1$s THEN 'true' WHEN NOT %1$s THEN 'false' END".formatted(column);
      case INTEGER, FLOAT, VARCHAR -> "CAST(%s AS %s)".formatted(column, type(to));
      case TIMESTAMP ->
          "REGEXP_REPLACE(TO_CHAR(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '000Z$', 'Z')"
              .formatted(column);
    };
  }
}
