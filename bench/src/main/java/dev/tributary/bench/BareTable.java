package dev.tributary.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as the database describes it, and the upsert of many of its rows by {@code UNNEST}: all
 * columns, arrays of their own types, nothing looked up. A type that has no array here travels as
 * text and is cast.
 *
 * @param event the column that names the event that wrote a row
 */
record BareTable(String name, List<Column> columns, List<String> key, String event) {

  /** A column and its type in SQL. */
  record Column(String name, String type) {

    private Class<?> javaType() {
      return switch (type) {
        case "uuid" -> UUID.class;
        case "bigint" -> Long.class;
        case "integer" -> Integer.class;
        case "bytea" -> Buffer.class;
        case "timestamp with time zone" -> OffsetDateTime.class;
        default -> String.class;
      };
    }

    private boolean castFromText() {
      return javaType() == String.class && !type.equals("text");
    }

    private String read() {
      return castFromText() ? name + "::text" : name;
    }

    private String array() {
      return castFromText() ? "text[]" : type + "[]";
    }

    private String write() {
      return castFromText() ? "k." + name + "::" + type : "k." + name;
    }
  }

  private static final List<String> EVENT_COLUMNS = List.of("message_id", "first_message_id");

  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

  private static final String COLUMNS =
      """
      SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute
      WHERE attrelid = ($1::text)::regclass AND attnum > 0 AND NOT attisdropped
        AND attgenerated = ''
      ORDER BY attnum
      """;

  private static final String KEY =
      """
      SELECT a.attname::text FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = ($1::text)::regclass AND i.indisprimary
      """;

  /** All tables whose rows tell which event wrote them. */
  static List<BareTable> all(PgConnection connection) {
    var tables = new ArrayList<BareTable>();
    for (var row : Waiting.on(connection.query(TABLES).execute())) {
      of(connection, row.getString(0)).ifPresent(tables::add);
    }
    return tables;
  }

  /** The rows that events with such message ids wrote, each with its event's id first. */
  String select() {
    return columns.stream()
        .map(Column::read)
        .collect(
            Collectors.joining(
                ", ",
                "SELECT " + event + ", ",
                " FROM " + name + " WHERE starts_with(" + event + ", $1::text)"));
  }

  /** A row of {@link #select} without the event's id. */
  Object[] values(Row row) {
    return IntStream.range(0, columns.size()).mapToObj(i -> row.getValue(i + 1)).toArray();
  }

  /** Inserts rows; one that is there already gets the new values. */
  String upsert() {
    var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    var arrays =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "$" + (i + 1) + "::" + columns.get(i).array())
            .collect(Collectors.joining(", "));
    var written = columns.stream().map(Column::write).collect(Collectors.joining(", "));
    var set =
        columns.stream()
            .map(Column::name)
            .filter(column -> !key.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS k (%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(name, names, written, arrays, names, String.join(", ", key), set);
  }

  /** The arguments of {@link #upsert}. */
  Tuple arguments(List<Object[]> rows) {
    var tuple = Tuple.tuple();
    for (int column = 0; column < columns.size(); column++) {
      var array = Array.newInstance(columns.get(column).javaType(), rows.size());
      for (int row = 0; row < rows.size(); row++) {
        Array.set(array, row, rows.get(row)[column]);
      }
      tuple.addValue(array);
    }
    return tuple;
  }

  private static Optional<BareTable> of(PgConnection connection, String name) {
    var columns = new ArrayList<Column>();
    for (var row : Waiting.on(connection.preparedQuery(COLUMNS).execute(Tuple.of(name)))) {
      columns.add(new Column(row.getString(0), row.getString(1)));
    }
    var key = new ArrayList<String>();
    for (var row : Waiting.on(connection.preparedQuery(KEY).execute(Tuple.of(name)))) {
      key.add(row.getString(0));
    }
    return EVENT_COLUMNS.stream()
        .filter(event -> columns.stream().anyMatch(column -> column.name().equals(event)))
        .findFirst()
        .map(event -> new BareTable(name, List.copyOf(columns), List.copyOf(key), event));
  }
}
