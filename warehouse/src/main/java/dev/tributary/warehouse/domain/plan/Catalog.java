package dev.tributary.warehouse.domain.plan;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a schema has.
 *
 * @param tables those of interest that are there, with their columns
 * @param count of all tables of the schema
 */
public record Catalog(Map<String, Map<String, Existing>> tables, int count) {

  public Catalog {
    tables =
        tables.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, table -> Map.copyOf(table.getValue())));
  }
}
