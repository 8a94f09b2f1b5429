package dev.tributary.warehouse.domain.row;

import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.row.Discard.Reason;
import dev.tributary.warehouse.domain.row.Leaves.Leaf;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.domain.value.Json;
import dev.tributary.warehouse.domain.value.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row in the making: first the table's own columns, then properties, which get the columns that
 * are left. Which of two properties gets a column depends on nothing but the event.
 */
final class RowDraft {

  private final int item;
  private final String table;
  private final String id;
  private final Instant at;
  private final List<Column> own = new ArrayList<>();
  private final Map<String, Placed> cells = new LinkedHashMap<>();
  private final Set<String> reserved = new HashSet<>();
  private final List<Refused> refused = new ArrayList<>();

  private record Refused(String column, Placed value, Reason reason) {}

  RowDraft(int item, String table, String id, Instant at) {
    this.item = item;
    this.table = table;
    this.id = id;
    this.at = at;
    own(Columns.ID, id);
  }

  /** A column of the table's own; left empty where the text is. */
  RowDraft own(String column, String text) {
    own(column, ColumnType.VARCHAR);
    if (!text.isEmpty()) {
      put(column, new Placed(new Cell.Text(text), column, Json.text(text)));
    }
    return this;
  }

  RowDraft own(String column, @Nullable Instant time) {
    own(column, ColumnType.TIMESTAMP);
    if (time != null) {
      var json = Json.text(time.toString());
      Timestamps.kept(time)
          .ifPresentOrElse(
              kept -> put(column, new Placed(new Cell.Moment(kept), column, json)),
              () ->
                  refused.add(
                      new Refused(
                          column,
                          new Placed(new Cell.Text(time.toString()), column, json),
                          Reason.TIME_OUT_OF_RANGE)));
    }
    return this;
  }

  RowDraft own(String column, long number) {
    own(column, ColumnType.INTEGER);
    put(column, new Placed(Json.cell(number), column, Json.text(number)));
    return this;
  }

  /**
   * A column of the table's own.
   *
   * @param value of the column's type; null where there is none
   */
  RowDraft own(String column, ColumnType type, @Nullable Object value) {
    switch (value) {
      case null -> own(column, type);
      case String text when type == ColumnType.VARCHAR -> own(column, text);
      case Long number when type == ColumnType.INTEGER -> own(column, number);
      case Instant time when type == ColumnType.TIMESTAMP -> own(column, time);
      default -> throw new IllegalArgumentException(column + " is " + type);
    }
    return this;
  }

  private void own(String column, ColumnType type) {
    own.add(new Column(column, type));
    reserved.add(column);
  }

  /** Columns that no property may have, though the row has none of them. */
  RowDraft reserve(Set<String> columns) {
    reserved.addAll(columns);
    return this;
  }

  /**
   * Properties: of several for one column, the one that is called exactly so has it, else the first
   * by pointer; others are refused unless they say the same.
   */
  RowDraft properties(List<Leaf> leaves, Naming naming) {
    var byColumn = new TreeMap<String, List<Leaf>>();
    for (var leaf : leaves) {
      byColumn.computeIfAbsent(naming.column(leaf.name()), _ -> new ArrayList<>()).add(leaf);
    }
    byColumn.forEach((column, candidates) -> {
      candidates.sort(
          Comparator.comparing((Leaf leaf) -> !leaf.name().equals(column))
              .thenComparing(Leaf.BY_POINTER));
      candidates.forEach(leaf -> property(column, leaf));
    });
    return this;
  }

  private void property(String column, Leaf leaf) {
    var placed = new Placed(Json.cell(leaf.value()), leaf.pointer(), Json.text(leaf.value()));
    var there = cells.get(column);
    if (there != null && there.cell().equals(placed.cell())) {
      return;
    }
    if (reserved.contains(column)) {
      refused.add(new Refused(column, placed, Reason.RESERVED_COLUMN));
    } else if (there != null) {
      refused.add(new Refused(column, placed, Reason.NAME_COLLISION));
    } else {
      put(column, placed);
    }
  }

  private void put(String column, Placed placed) {
    if (placed.cell() instanceof Cell.Text text && !text.isStorable()) {
      refused.add(new Refused(column, placed, Reason.UNSTORABLE_TEXT));
    } else {
      cells.put(column, placed);
    }
  }

  Row row() {
    return new Row(item, table, id, own, cells, at);
  }

  /** What the row goes without. */
  List<Discard> discards() {
    return refused.stream()
        .map(one -> new Discard(item, table, one.column(), id, one.value(), one.reason(), at))
        .toList();
  }
}
