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
          all analyse analyze and anti any array as asc asof asymmetric at authorization binary
          both by case cast check collate collation column columns concurrently constraint create
          cross default deferrable desc describe distinct do else end except false fetch for
          foreign freeze from full generated glob group having ilike in initially inner intersect
          into is isnull join lambda lateral leading left like limit map natural not notnull null
          offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional
          primary qualify references returning right rowid select semi show similar some struct
          summarize symmetric table tablesample then to trailing true try_cast union unique unpack
          unpivot using variadic verbose when where window with
          """);

  /**
   * Redshift: docs.aws.amazon.com/redshift/latest/dg/r_pg_keywords.html; and names that no column
   * may have.
   */
  static final Set<String> REDSHIFT =
      words(
          """
          aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64
          backup between binary blanksasnull both bytedict bzip2 case cast check collate column
          connect constraint create credentials cross current_date current_time current_timestamp
          current_user current_user_id default deferrable deflate defrag delta delta32k desc disable
          distinct do else emptyasnull enable encode encrypt encryption end except explicit false for
          foreign freeze from full globaldict256 globaldict64k grant group gzip having identity
          ignore ilike in initially inner intersect interval into is isnull join leading left like
          limit localtime localtimestamp lun luns lzo lzop minus mostly16 mostly32 mostly8 natural
          new not notnull null nulls off offline offset oid old on only open or order outer overlaps
          parallel partition percent permissions pivot placing primary qualify raw readratio recover
          references rejectlog resort respect restore right select session_user similar snapshot
          some sysdate system table tag tdes text255 text32k then timestamp to top trailing true
          truncatecolumns union unique unnest unpivot user using verbose wallet when where with
          without
          cmax cmin ctid deletexid insertxid tableoid xmax xmin
          """);

  /**
   * BigQuery: cloud.google.com/bigquery/docs/reference/standard-sql/lexical, "Reserved keywords",
   * seen 2026-11-28.
   */
  static final Set<String> BIGQUERY =
      words(
          """
          all and any array as asc assert_rows_modified at between by case cast collate contains
          create cross cube current default define desc distinct else end enum escape except exclude
          exists extract false fetch following for from full group grouping groups hash having if
          ignore in inner intersect interval into is join lateral left like limit lookup merge
          natural new no not null nulls of on or order outer over partition preceding proto qualify
          range recursive respect right rollup rows select set some struct tablesample then to treat
          true unbounded union unnest using when where window with within
          """);

  /**
   * Snowflake: docs.snowflake.com/en/sql-reference/reserved-keywords, seen 2026-11-28; without the
   * words that are only kept from SHOW.
   */
  static final Set<String> SNOWFLAKE =
      words(
          """
          all alter and any as between by case cast check column connect constraint create cross
          current current_date current_time current_timestamp current_user delete distinct drop else
          exists false following for from full grant group having ilike in increment inner insert
          intersect into is join lateral left like localtime localtimestamp minus natural not null of
          on or order qualify regexp revoke right rlike row rows sample select set some start table
          tablesample then to trigger true try_cast union unique update using values when whenever
          where with
          """);

  private Words() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
