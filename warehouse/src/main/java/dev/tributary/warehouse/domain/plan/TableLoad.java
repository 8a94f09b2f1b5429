package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Column;
import java.util.List;
import java.util.Map;

/**
 * Rows to be written to a table, unless it has one of the same {@code id}.
 *
 * @param columns that any of the rows has a cell for, {@code id} first
 * @param rows cells by column, each of the column's type; no two with the same {@code id}
 */
public record TableLoad(String table, List<Column> columns, List<Map<String, Cell>> rows) {

  public TableLoad {
    columns = List.copyOf(columns);
    rows = rows.stream().map(Map::copyOf).toList();
  }
}
