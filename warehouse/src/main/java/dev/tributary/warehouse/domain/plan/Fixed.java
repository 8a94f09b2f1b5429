package dev.tributary.warehouse.domain.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the warehouse does not let be changed.
 *
 * @param tables without a further column or type
 * @param columns by table, whose type stays, such as one that a view reads
 */
public record Fixed(Set<String> tables, Map<String, Set<String>> columns) {

  /** Everything may be changed. */
  public static final Fixed NONE = new Fixed(Set.of(), Map.of());

  public Fixed {
    tables = Set.copyOf(tables);
    columns =
        columns.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, table -> Set.copyOf(table.getValue())));
  }

  public Fixed withTable(String table) {
    var more = new HashSet<>(tables);
    more.add(table);
    return new Fixed(more, columns);
  }

  public Fixed withColumn(String table, String column) {
    var names = new HashSet<>(columns.getOrDefault(table, Set.of()));
    names.add(column);
    var more = new HashMap<>(columns);
    more.put(table, names);
    return new Fixed(tables, more);
  }

  boolean mayAdd(String table) {
    return !tables.contains(table);
  }

  boolean mayWiden(String table, String column) {
    return mayAdd(table) && !columns.getOrDefault(table, Set.of()).contains(column);
  }
}
