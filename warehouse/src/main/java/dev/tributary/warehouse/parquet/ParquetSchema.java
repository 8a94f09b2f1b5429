package dev.tributary.warehouse.parquet;

import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.domain.value.Json;
import dev.tributary.warehouse.json.JsonReading;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one table's files, kept beside them as {@code _columns.json}, which readers of
 * Parquet pass over for its underscore.
 *
 * @param widening whether files may still have narrower columns, and are to be written anew
 */
record ParquetSchema(SortedMap<String, ColumnType> columns, boolean widening) {

  static final ParquetSchema EMPTY = new ParquetSchema(new TreeMap<>(), false);

  ParquetSchema {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  static String key(String schema, String table) {
    return schema + "/" + table + "/_columns.json";
  }

  static ParquetSchema parse(byte[] json) throws IOException {
    var fields = JsonReading.object(json);
    if (!(fields.get("columns") instanceof Map<?, ?> types)) {
      throw new IOException("_columns.json has no columns");
    }
    var columns = new TreeMap<String, ColumnType>();
    for (var type : types.entrySet()) {
      columns.put(String.valueOf(type.getKey()), type(type.getValue()));
    }
    return new ParquetSchema(columns, Boolean.TRUE.equals(fields.get("widening")));
  }

  private static ColumnType type(@Nullable Object name) throws IOException {
    for (var type : ColumnType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IOException("_columns.json has a type that is none");
  }

  String json() {
    var types = new TreeMap<String, Object>();
    columns.forEach((column, type) -> types.put(column, type.name()));
    return Json.text(Map.of("columns", types, "widening", widening));
  }

  Map<String, Existing> existing() {
    var existing = new HashMap<String, Existing>();
    columns.forEach((column, type) -> existing.put(column, new Existing.Whole(type)));
    return existing;
  }

  ParquetSchema with(Change change) {
    return switch (change) {
      case Change.Create(_, var added) -> with(added);
      case Change.Add(_, var added) -> with(added);
      case Change.Widen(_, var column, _, var to) -> {
        var more = new TreeMap<>(columns);
        more.put(column, to);
        yield new ParquetSchema(more, true);
      }
    };
  }

  private ParquetSchema with(List<Column> added) {
    var more = new TreeMap<>(columns);
    added.forEach(column -> more.put(column.name(), column.type()));
    return new ParquetSchema(more, widening);
  }

  ParquetSchema widened() {
    return new ParquetSchema(columns, false);
  }
}
