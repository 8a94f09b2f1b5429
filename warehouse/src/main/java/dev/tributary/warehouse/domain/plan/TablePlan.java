package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.row.Discard;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What becomes of one table.
 *
 * @param shape its columns afterwards, as far as they are ours and whole
 * @param discards what found no place in it
 */
record TablePlan(
    List<Change> changes, Map<String, ColumnType> shape, TableLoad load, List<Discard> discards) {

  TablePlan {
    changes = List.copyOf(changes);
    shape = Collections.unmodifiableMap(shape);
    discards = List.copyOf(discards);
  }
}
