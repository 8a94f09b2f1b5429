package dev.tributary.warehouse.testing;

import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a schema holds: tables with their columns, and rows by id, without empty cells. */
public record Snapshot(SortedMap<String, Contents> tables) {

  /** One table. */
  public record Contents(
      SortedMap<String, ColumnType> columns, SortedMap<String, SortedMap<String, Cell>> rows) {

    public Contents() {
      this(new TreeMap<>(), new TreeMap<>());
    }
  }

  public Snapshot() {
    this(new TreeMap<>());
  }

  public Contents table(String name) {
    return tables.computeIfAbsent(name, _ -> new Contents());
  }

  /** A line a column and a line a cell, so that a difference can be read. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    tables.forEach((table, contents) -> {
      contents.columns().forEach((column, type) -> lines.add(table + "." + column + ": " + type));
      contents
          .rows()
          .forEach((id, row) ->
              row.forEach(
                  (column, cell) -> lines.add(table + "." + column + "[" + id + "] = " + cell)));
    });
    return lines;
  }

  public Map<String, Cell> row(String table, String id) {
    return table(table).rows().getOrDefault(id, new TreeMap<>());
  }
}
