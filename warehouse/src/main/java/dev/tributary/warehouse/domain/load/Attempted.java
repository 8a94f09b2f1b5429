package dev.tributary.warehouse.domain.load;

import java.util.Set;

/** How an attempt to load some items together ended. */
public sealed interface Attempted {

  /** All are there. */
  record Loaded() implements Attempted {}

  /** The warehouse does not let the table be changed; rows it may yet take. */
  record TableFixed(String table, String reason) implements Attempted {}

  /** The warehouse does not let the column's type be changed; rows it may yet take. */
  record ColumnFixed(String table, String column, String reason) implements Attempted {}

  /**
   * The warehouse does not take rows of the table, whatever they are.
   *
   * @param items that have rows there: places in the batch
   */
  record TableRefused(String table, Set<Integer> items, String reason) implements Attempted {

    public TableRefused {
      items = Set.copyOf(items);
    }
  }

  /** The warehouse does not take one or more of the rows. */
  record RowsRefused(String reason) implements Attempted {}

  /** The warehouse is away, or busy. */
  record Away(String reason) implements Attempted {}
}
