package dev.tributary.ingest.domain.bulk;

import dev.tributary.ingest.domain.json.NestedFields;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The columns of a CSV file: each is a field of an event, with dots where it lies within another,
 * and after a colon of what type it is, else a text: {@code properties.total:number}. An empty
 * value is no field at all.
 */
record CsvColumns(List<Column> columns) {

  /** What some programs begin a file with, a byte order mark. */
  private static final String MARK = "\uFEFF";

  static final CsvColumns NONE = new CsvColumns(List.of());

  private static final int MOST = 1_000;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,60})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");

  CsvColumns {
    columns = List.copyOf(columns);
  }

  /** A field of events, and how its values are read. */
  record Column(List<String> names, Type type) {}

  /** What a value is. */
  enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    JSON
  }

  /**
   * Reads the first row.
   *
   * @throws InvalidValue if it names no fields
   */
  static CsvColumns of(String header) {
    var columns = new ArrayList<Column>();
    for (var title : cells(header.startsWith(MARK) ? header.substring(1) : header)) {
      int colon = title.lastIndexOf(':');
      var name = (colon < 0 ? title : title.substring(0, colon)).strip();
      if (name.isEmpty()) {
        throw new InvalidValue("header", "without a name in column " + (columns.size() + 1));
      }
      var names = List.of(name.split("\\.", NestedFields.MOST_LEVELS));
      columns.add(new Column(names, type(colon < 0 ? "string" : title.substring(colon + 1))));
    }
    if (columns.size() > MOST) {
      throw new InvalidValue("header", "of more than " + MOST + " columns");
    }
    return new CsvColumns(columns);
  }

  private static Type type(String name) {
    return switch (name.strip()) {
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "boolean" -> Type.BOOLEAN;
      case "json" -> Type.JSON;
      default ->
          throw new InvalidValue("header", "of other types than string, number, boolean, json");
    };
  }

  /**
   * The event of a row.
   *
   * @throws InvalidValue if the row does not fit; the reason holds no value of it
   */
  Json.Obj event(String row) {
    var cells = cells(row);
    if (cells.size() > columns.size()) {
      throw new InvalidValue("row", "longer than the header");
    }
    var event = new NestedFields();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        var column = columns.get(i);
        event.put(column.names, value(column, cells.get(i)));
      }
    }
    return event.json();
  }

  private static Json value(Column column, String text) {
    var name = String.join(".", column.names);
    return switch (column.type) {
      case STRING -> Json.of(text);
      case NUMBER -> {
        if (!NUMBER.matcher(text.strip()).matches()) {
          throw new InvalidValue(name, "no number");
        }
        yield Json.of(new BigDecimal(text.strip()));
      }
      case BOOLEAN ->
          switch (text.strip()) {
            case "true" -> Json.Bool.TRUE;
            case "false" -> Json.Bool.FALSE;
            default -> throw new InvalidValue(name, "neither true nor false");
          };
      case JSON -> {
        try {
          yield JsonReader.read(text);
        } catch (InvalidValue _) {
          throw new InvalidValue(name, "no JSON");
        }
      }
    };
  }

  /** The values of a row; what stands in double quotes may hold commas, line ends and quotes. */
  private static List<String> cells(String row) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean within = false;
    boolean isFresh = true;
    for (int at = 0; at < row.length(); at++) {
      char next = row.charAt(at);
      if (within) {
        if (next != '"') {
          cell.append(next);
        } else if (at + 1 < row.length() && row.charAt(at + 1) == '"') {
          cell.append('"');
          at++;
        } else {
          within = false;
        }
      } else if (next == '"' && isFresh) {
        within = true;
        isFresh = false;
      } else if (next == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
        isFresh = true;
      } else {
        cell.append(next);
        isFresh = false;
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
