package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.List;

/**
 * Rows of {@code users} or {@code accounts} to be made anew from their source.
 *
 * @param keys whose; no two equal
 */
public record Refresh(Latest latest, List<Copied> columns, List<String> keys) {

  public Refresh {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /** A column that both tables have; {@code to} holds {@code from}. */
  public record Copied(String name, ColumnType from, ColumnType to) {}
}
