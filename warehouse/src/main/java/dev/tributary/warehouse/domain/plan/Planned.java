package dev.tributary.warehouse.domain.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rows come to, given what the warehouse has. */
public sealed interface Planned {

  /**
   * To be done in this order: changes, loads, refreshes.
   *
   * @param items by table, whose rows are in it: places in the batch
   */
  record LoadPlan(
      List<Change> changes,
      List<TableLoad> loads,
      List<Refresh> refreshes,
      Map<String, Set<Integer>> items)
      implements Planned {

    public LoadPlan {
      changes = List.copyOf(changes);
      loads = List.copyOf(loads);
      refreshes = List.copyOf(refreshes);
      items = Map.copyOf(items);
    }
  }

  /** Values of these items have no place, and {@code _discards} could not keep them either. */
  record Unkept(Set<Integer> items) implements Planned {

    public Unkept {
      items = Set.copyOf(items);
    }
  }
}
