package dev.tributary.warehouse.parquet;

import dev.tributary.warehouse.domain.dialect.DuckDb;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.duckdb.DuckDbConnections;
import dev.tributary.warehouse.statement.CellParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Writes and reads Parquet, through a DuckDB in memory. One at a time; what it needs on disk is in
 * a directory of its own, which goes with it.
 */
final class ParquetFiles implements AutoCloseable {

  private static final String OPTIONS = "(FORMAT PARQUET, COMPRESSION ZSTD)";

  private final Connection connection;
  private final Path directory;
  private int files;

  private ParquetFiles(Connection connection, Path directory) {
    this.connection = connection;
    this.directory = directory;
  }

  static ParquetFiles open() throws IOException, SQLException {
    var connection = DuckDbConnections.open("");
    var opened = new ParquetFiles(connection, Files.createTempDirectory("tributary-parquet"));
    opened.execute("SET threads = 1");
    opened.execute("SET TimeZone = 'UTC'");
    return opened;
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    try (var left = Files.list(directory)) {
      for (var file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** A file of the rows in their order. */
  Path write(List<Column> columns, List<Map<String, Cell>> rows) throws SQLException {
    var file = next();
    execute(
        columns.stream()
            .map(DuckDb::defined)
            .collect(Collectors.joining(", ", "CREATE OR REPLACE TEMPORARY TABLE load (", ")")));
    var parameters = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    try (var insert = connection.prepareStatement("INSERT INTO load VALUES (" + parameters + ")")) {
      for (var row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          var column = columns.get(i);
          CellParameters.set(insert, i + 1, column.type(), row.get(column.name()));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    execute("COPY load TO " + quoted(file) + " " + OPTIONS);
    return file;
  }

  Path write(byte[] bytes) throws IOException {
    return Files.write(next(), bytes);
  }

  /** The ids of a file's rows. */
  Set<String> ids(byte[] parquet) throws IOException, SQLException {
    var ids = new HashSet<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT \"id\" FROM " + quoted(write(parquet)))) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /** The same rows with wider columns; the very file if none of its columns is too narrow. */
  Path widened(byte[] parquet, SortedMap<String, ColumnType> types)
      throws IOException, SQLException {
    var file = write(parquet);
    var there = columns(file);
    var wider = new ArrayList<String>();
    for (var column : there) {
      var type = types.getOrDefault(column.name(), column.type());
      if (type != column.type()) {
        var name = '"' + column.name() + '"';
        wider.add(DuckDb.cast(name, column.type(), type) + " AS " + name);
      }
    }
    if (wider.isEmpty()) {
      return file;
    }
    var target = next();
    execute(
        "COPY (SELECT * REPLACE (%s) FROM %s) TO %s %s"
            .formatted(String.join(", ", wider), quoted(file), quoted(target), OPTIONS));
    return target;
  }

  private List<Column> columns(Path file) throws SQLException {
    var columns = new ArrayList<Column>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("DESCRIBE SELECT * FROM " + quoted(file))) {
      while (rows.next()) {
        columns.add(new Column(rows.getString("column_name"), type(rows.getString("column_type"))));
      }
    }
    return columns;
  }

  private static ColumnType type(String name) throws SQLException {
    for (var type : ColumnType.values()) {
      if (DuckDb.type(type).equals(name)) {
        return type;
      }
    }
    throw new SQLException("a file has a column of a type that is none");
  }

  private Path next() {
    return directory.resolve(files++ + ".parquet");
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
