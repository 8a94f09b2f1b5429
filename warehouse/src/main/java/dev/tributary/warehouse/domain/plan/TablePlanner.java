package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.plan.Change.Widen;
import dev.tributary.warehouse.domain.row.Discard;
import dev.tributary.warehouse.domain.row.Discard.Reason;
import dev.tributary.warehouse.domain.row.Placed;
import dev.tributary.warehouse.domain.row.Row;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place in one table for every cell of its rows: in its column, which is made or widened if
 * it has to be, or, where that cannot be done, among the discards.
 */
final class TablePlanner {

  private final String table;
  private final @Nullable Map<String, Existing> there;
  private final Fixed fixed;
  private final Limits limits;
  private final Map<String, ColumnType> shape = new LinkedHashMap<>();
  private final Map<String, Reason> closed = new TreeMap<>();
  private final List<Column> added = new ArrayList<>();
  private final List<Widen> widened = new ArrayList<>();
  private final List<Discard> discards = new ArrayList<>();

  /**
   * @param there its columns, null if there is no such table
   */
  TablePlanner(String table, @Nullable Map<String, Existing> there, Fixed fixed, Limits limits) {
    this.table = table;
    this.there = there;
    this.fixed = fixed;
    this.limits = limits;
    if (there != null) {
      there.forEach((column, existing) -> {
        if (existing instanceof Existing.Whole(var type)) {
          shape.put(column, type);
        }
      });
    }
  }

  /**
   * @param rows no two with the same id
   */
  TablePlan plan(List<Row> rows) {
    for (var own : rows.getFirst().own()) {
      if (there == null || (fixed.mayAdd(table) && !there.containsKey(own.name()))) {
        add(own);
      }
    }
    wanted(rows).forEach(this::decide);
    var loaded = rows.stream().map(this::place).toList();
    var filled = new TreeSet<String>();
    loaded.forEach(row -> filled.addAll(row.keySet()));
    var columns =
        Stream.concat(rows.getFirst().own().stream().map(Column::name), filled.stream())
            .distinct()
            .filter(filled::contains)
            .map(column -> new Column(column, type(column)))
            .toList();
    return new TablePlan(changes(), shape, new TableLoad(table, columns, loaded), discards);
  }

  /** Of each column the narrowest type that holds what comes. */
  private static Map<String, ColumnType> wanted(List<Row> rows) {
    var wanted = new TreeMap<String, ColumnType>();
    for (var row : rows) {
      row.cells()
          .forEach(
              (column, placed) -> wanted.merge(column, placed.cell().type(), ColumnType::join));
    }
    return wanted;
  }

  private void decide(String column, ColumnType wanted) {
    var existing = there == null ? null : there.get(column);
    switch (existing) {
      case null -> {
        if (shape.containsKey(column)) {
          shape.compute(column, (_, own) -> own == null ? wanted : own.join(wanted));
        } else if (!fixed.mayAdd(table)) {
          closed.put(column, Reason.FIXED_TABLE);
        } else if (width() >= limits.columns()) {
          closed.put(column, Reason.TOO_MANY_COLUMNS);
        } else {
          add(new Column(column, wanted));
        }
      }
      case Existing.Foreign _ -> closed.put(column, Reason.FIXED_TYPE);
      case Existing.Part(var type) -> {
        if (fixed.mayWiden(table, column)) {
          widen(new Widen(table, column, type, type.join(wanted)));
        } else {
          closed.put(column, Reason.FIXED_TYPE);
        }
      }
      case Existing.Whole(var type) -> {
        if (!type.holds(wanted) && fixed.mayWiden(table, column)) {
          widen(new Widen(table, column, type, type.join(wanted)));
        }
      }
    }
  }

  private void add(Column column) {
    added.add(column);
    shape.put(column.name(), column.type());
  }

  private void widen(Widen widening) {
    widened.add(widening);
    shape.put(widening.column(), widening.to());
  }

  private int width() {
    return added.size() + (there == null ? 0 : there.size());
  }

  private Map<String, Cell> place(Row row) {
    var cells = new LinkedHashMap<String, Cell>();
    row.cells()
        .forEach((column, placed) ->
            refusal(column, placed)
                .ifPresentOrElse(
                    reason -> discards.add(Discard.of(row, column, placed, reason)),
                    () -> cells.put(column, placed.cell().in(type(column)))));
    return cells;
  }

  private Optional<Reason> refusal(String column, Placed placed) {
    var reason = closed.get(column);
    if (reason != null) {
      return Optional.of(reason);
    }
    if (!type(column).holds(placed.cell().type())) {
      return Optional.of(Reason.FIXED_TYPE);
    }
    return type(column) == ColumnType.VARCHAR && bytes(placed.cell()) > limits.textBytes()
        ? Optional.of(Reason.TOO_LONG)
        : Optional.empty();
  }

  private static int bytes(Cell cell) {
    return cell.text().getBytes(StandardCharsets.UTF_8).length;
  }

  private ColumnType type(String column) {
    return Objects.requireNonNull(shape.get(column), "decided before");
  }

  private List<Change> changes() {
    var columns = added.stream().map(column -> new Column(column.name(), type(column.name())));
    if (there == null) {
      return List.of(new Change.Create(table, columns.toList()));
    }
    var changes = new ArrayList<Change>();
    if (!added.isEmpty()) {
      changes.add(new Change.Add(table, columns.toList()));
    }
    changes.addAll(widened);
    return changes;
  }
}
