package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.List;

/** A change to a table that has to be made before rows are written. */
public sealed interface Change {

  String table();

  /** The table is not there; its key is the column {@code id}. */
  record Create(String table, List<Column> columns) implements Change {

    public Create {
      columns = List.copyOf(columns);
    }
  }

  /** Columns are not there. */
  record Add(String table, List<Column> columns) implements Change {

    public Add {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column is too narrow. What is in it is kept, spelled as {@code Cell.text} does.
   *
   * @param from equals {@code to} where the column keeps only a part of its type
   */
  record Widen(String table, String column, ColumnType from, ColumnType to) implements Change {}
}
