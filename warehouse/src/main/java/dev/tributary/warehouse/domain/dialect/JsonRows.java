package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as JSON text, for warehouses that take them as such. */
final class JsonRows {

  private JsonRows() {}

  /** An array of a row's texts each, null for an empty cell, by the order of the columns. */
  static String arrays(TableLoad load) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var row : load.rows()) {
      var cells = new ArrayList<@Nullable Object>();
      for (var column : load.columns()) {
        var cell = row.get(column.name());
        cells.add(cell == null ? null : cell.text());
      }
      rows.add(cells);
    }
    return Json.text(rows);
  }

  /** An object a line, without empty cells. */
  static String lines(TableLoad load) {
    return load.rows().stream()
        .map(row -> {
          var fields = new LinkedHashMap<String, Object>();
          for (var column : load.columns()) {
            var cell = row.get(column.name());
            if (cell != null) {
              fields.put(column.name(), value(cell));
            }
          }
          return Json.text((Map<String, Object>) fields);
        })
        .collect(Collectors.joining("\n"));
  }

  private static Object value(Cell cell) {
    return switch (cell) {
      case Cell.Flag(var flag) -> flag;
      case Cell.Whole(var number) -> number;
      case Cell.Real(var number) -> number;
      case Cell.Moment moment -> moment.text();
      case Cell.Text(var text) -> text;
    };
  }
}
