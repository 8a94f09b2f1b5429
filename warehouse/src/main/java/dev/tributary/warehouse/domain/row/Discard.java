package dev.tributary.warehouse.domain.row;

import java.time.Instant;
import java.util.Locale;

/**
 * A value that has no place in its column, to be kept in {@code _discards}.
 *
 * @param item the item's place in its batch
 * @param rowId of the row that goes without it
 */
public record Discard(
    int item, String table, String column, String rowId, Placed value, Reason reason, Instant at) {

  /** Why; {@link #code()} is stable across releases. */
  public enum Reason {
    /** The column is one of the table's own. */
    RESERVED_COLUMN,
    /** Another property of the same event has the column. */
    NAME_COLLISION,
    /** Text with NUL or half of a surrogate. */
    UNSTORABLE_TEXT,
    /** Longer than the warehouse's text may be. */
    TOO_LONG,
    /** A time outside the years 1900 to 2261. */
    TIME_OUT_OF_RANGE,
    /** The table has as many columns as it may. */
    TOO_MANY_COLUMNS,
    /** The schema has as many tables as it may. */
    TOO_MANY_TABLES,
    /** The column is of another type, which cannot be changed. */
    FIXED_TYPE,
    /** The warehouse does not let the loader change the table. */
    FIXED_TABLE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is told of a row. */
  public static Discard of(Row row, String column, Placed value, Reason reason) {
    return new Discard(row.item(), row.table(), column, row.id(), value, reason, row.at());
  }
}
