package dev.tributary.warehouse.domain.dialect;

import java.util.Set;

/**
 * Reserved words of warehouses, in small letters: those that could not be a column's name without
 * quotes, and names of columns that every table has. Loaders quote every name; this is so that
 * people need not.
 */
final class Words {

  /** PostgreSQL 18: {@code pg_get_keywords()}, categories R and T; and the system columns. */
  static final Set<String> POSTGRESQL =
      words(
          """
          all analyse analyze and any array as asc asymmetric authorization binary both case cast
          check collate collation column concurrently constraint create cross current_catalog
          current_date current_role current_schema current_time current_timestamp current_user
          default deferrable desc distinct do else end except false fetch for foreign freeze from
          full grant group having ilike in initially inner intersect into is isnull join lateral
          leading left like limit localtime localtimestamp natural not notnull null offset on only
          or order outer overlaps placing primary references returning right select session_user
          similar some symmetric system_user table tablesample then to trailing true union unique
          user using variadic verbose when where window with
          cmax cmin ctid oid tableoid xmax xmin
          """);

  /** DuckDB: {@code duckdb_keywords()}, categories reserved and type_function; and its row id. */
  static final Set<String> DUCKDB =
      words(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column
          constraint create default deferrable desc describe distinct do else end except false fetch
          for foreign from grant group having in initially intersect into lateral leading limit not
          null offset on only or order pivot pivot_longer pivot_wider placing primary qualify
          references returning select show some summarize symmetric table then to trailing true
          union unique unpivot using variadic when where window with rowid
          """);

  private Words() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
