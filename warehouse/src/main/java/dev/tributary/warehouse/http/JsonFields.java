package dev.tributary.warehouse.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finding one's way in the JSON of answers, where any part may be missing. */
final class JsonFields {

  private JsonFields() {}

  /** The value at the end of the path, null if there is none. */
  static @Nullable Object at(@Nullable Object value, String... path) {
    var found = value;
    for (var step : path) {
      found = found instanceof Map<?, ?> fields ? fields.get(step) : null;
    }
    return found;
  }

  /** As text; empty if there is none. */
  static String text(@Nullable Object value, String... path) {
    var found = at(value, path);
    return found == null ? "" : found.toString();
  }

  /** The items; none if it is no list. */
  static List<@Nullable Object> items(@Nullable Object value, String... path) {
    var items = new ArrayList<@Nullable Object>();
    if (at(value, path) instanceof List<?> list) {
      items.addAll(list);
    }
    return items;
  }

  /** A list of lists as rows of text. */
  static List<List<String>> rows(@Nullable Object value, String... path) {
    return items(value, path).stream()
        .map(row -> ((List<?>) (row instanceof List<?> ? row : List.of())))
        .map(row -> row.stream().map(cell -> cell == null ? "" : cell.toString()).toList())
        .toList();
  }
}
