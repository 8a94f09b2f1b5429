package dev.tributary.warehouse.jdbc;

import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.testing.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TreeMap;

/** Reads all that a schema holds. */
public final class Reading {

  private Reading() {}

  static Snapshot all(Connection connection, String schema) throws SQLException {
    var snapshot = new Snapshot();
    var tables = new ArrayList<String>();
    try (var rows =
        connection
            .getMetaData()
            .getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT * FROM \"" + schema + "\".\"" + table + "\"")) {
        read(rows, snapshot.table(table));
      }
    }
    return snapshot;
  }

  /** Reads a result whose rows have an id each; fails where one comes twice. */
  public static void read(ResultSet rows, Snapshot.Contents contents) throws SQLException {
    var meta = rows.getMetaData();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      contents.columns().put(meta.getColumnName(i), type(meta.getColumnTypeName(i)));
    }
    while (rows.next()) {
      var cells = new TreeMap<String, Cell>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        var name = meta.getColumnName(i);
        if (rows.getObject(i) != null) {
          cells.put(name, cell(rows, i, contents.columns().get(name)));
        }
      }
      if (contents.rows().put(cells.get("id").text(), cells) != null) {
        throw new AssertionError("twice: " + cells.get("id").text());
      }
    }
  }

  private static Cell cell(ResultSet rows, int i, ColumnType type) throws SQLException {
    return switch (type) {
      case BOOLEAN -> new Cell.Flag(rows.getBoolean(i));
      case INTEGER -> new Cell.Whole(rows.getLong(i));
      case FLOAT -> new Cell.Real(rows.getDouble(i));
      case TIMESTAMP -> new Cell.Moment(rows.getObject(i, OffsetDateTime.class).toInstant());
      case VARCHAR -> new Cell.Text(rows.getString(i));
    };
  }

  private static ColumnType type(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bool", "boolean" -> ColumnType.BOOLEAN;
      case "int8", "bigint" -> ColumnType.INTEGER;
      case "float8", "double" -> ColumnType.FLOAT;
      case "timestamptz", "timestamp with time zone" -> ColumnType.TIMESTAMP;
      case "text", "varchar" -> ColumnType.VARCHAR;
      default -> throw new AssertionError("no type of ours: " + name);
    };
  }
}
