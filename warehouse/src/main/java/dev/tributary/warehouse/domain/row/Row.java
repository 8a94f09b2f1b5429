package dev.tributary.warehouse.domain.row;

import dev.tributary.warehouse.domain.value.Column;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of one table, as an item wants it.
 *
 * @param item the item's place in its batch
 * @param id what tells it from the table's other rows; also its cell {@code id}
 * @param own the table's own columns, which it has whether or not there is a cell
 * @param cells by column, in no order that matters
 * @param at when the item was received
 */
public record Row(
    int item, String table, String id, List<Column> own, Map<String, Placed> cells, Instant at) {

  public Row {
    own = List.copyOf(own);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }
}
