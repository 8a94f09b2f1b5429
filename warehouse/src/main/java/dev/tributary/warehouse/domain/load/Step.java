package dev.tributary.warehouse.domain.load;

import dev.tributary.warehouse.domain.load.Attempted.Away;
import dev.tributary.warehouse.domain.load.Attempted.ColumnFixed;
import dev.tributary.warehouse.domain.load.Attempted.RowsRefused;
import dev.tributary.warehouse.domain.load.Attempted.TableFixed;
import dev.tributary.warehouse.domain.load.Attempted.TableRefused;
import java.util.Set;

/** What a load was at when a statement failed, which says what the failure is about. */
public sealed interface Step {

  /** Nothing that is about one table. */
  record Around() implements Step {}

  /** Making a table. */
  record Making(String table, Set<Integer> items) implements Step {}

  /** Adding a column. */
  record Adding(String table) implements Step {}

  /** Changing a column's type. */
  record Widening(String table, String column) implements Step {}

  /** Writing rows. */
  record Writing(String table, Set<Integer> items) implements Step {}

  /**
   * How the attempt ended. A change that fails for good leaves the table as it is, and loadable.
   */
  default Attempted attempted(Failure failure, String code) {
    if (failure == Failure.AWAY) {
      return new Away(code);
    }
    return switch (this) {
      case Around _ -> new Away(code);
      case Making(var table, var items) -> new TableRefused(table, items, reason(table, code));
      case Adding(var table) -> new TableFixed(table, reason(table, code));
      case Widening(var table, var column) ->
          failure == Failure.DENIED
              ? new TableFixed(table, reason(table, code))
              : new ColumnFixed(table, column, reason(table, code));
      case Writing(var table, var items) ->
          failure == Failure.ROWS
              ? new RowsRefused(reason(table, code))
              : new TableRefused(table, items, reason(table, code));
    };
  }

  private static String reason(String table, String code) {
    return "table " + table + ": " + code;
  }
}
