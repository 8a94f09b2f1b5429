package dev.tributary.warehouse.domain.dialect;

import java.util.Collection;
import java.util.Collections;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL that dialects have in common. */
final class Sql {

  private Sql() {}

  /** A name in double quotes. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  /** A text in single quotes, for servers that read no escapes in it. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static <T> String list(Collection<T> items, Function<T, String> item) {
    return items.stream().map(item).collect(Collectors.joining(", "));
  }

  /** As many parameters. */
  static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
