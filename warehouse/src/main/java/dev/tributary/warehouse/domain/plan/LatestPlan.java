package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.plan.Change.Widen;
import dev.tributary.warehouse.domain.plan.Refresh.Copied;
import dev.tributary.warehouse.domain.row.Columns;
import dev.tributary.warehouse.domain.value.Column;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code users} or {@code accounts}: a column for each trait its source has, of a type that holds
 * it. A column that cannot be had there is left out; its values are in the source.
 */
record LatestPlan(List<Change> changes, List<Copied> copied) {

  /**
   * @param source the columns of the source table
   * @param there its own columns; empty if there is no such table
   */
  static LatestPlan of(
      Latest latest,
      Map<String, ColumnType> source,
      Map<String, Existing> there,
      Fixed fixed,
      Limits limits) {
    var added = new ArrayList<Column>();
    var widened = new ArrayList<Widen>();
    var copied = new ArrayList<Copied>();
    new TreeMap<>(source)
        .forEach((name, type) -> {
          if (!Columns.isOfLatest(name)) {
            return;
          }
          switch (there.get(name)) {
            case null -> {
              if (fixed.mayAdd(latest.table())
                  && there.size() + added.size() + 1 < limits.columns()) {
                added.add(new Column(name, type));
                copied.add(new Copied(name, type, type));
              }
            }
            case Existing.Foreign _ -> {}
            case Existing.Part(var part) -> {
              if (fixed.mayWiden(latest.table(), name)) {
                widened.add(new Widen(latest.table(), name, part, part.join(type)));
                copied.add(new Copied(name, type, part.join(type)));
              }
            }
            case Existing.Whole(var own) -> {
              if (own.holds(type)) {
                copied.add(new Copied(name, type, own));
              } else if (fixed.mayWiden(latest.table(), name)) {
                widened.add(new Widen(latest.table(), name, own, own.join(type)));
                copied.add(new Copied(name, type, own.join(type)));
              }
            }
          }
        });
    return new LatestPlan(changes(latest.table(), there, added, widened), copied);
  }

  private static List<Change> changes(
      String table, Map<String, Existing> there, List<Column> added, List<Widen> widened) {
    var changes = new ArrayList<Change>();
    if (there.isEmpty()) {
      added.addFirst(new Column(Columns.ID, ColumnType.VARCHAR));
      changes.add(new Change.Create(table, added));
    } else if (!added.isEmpty()) {
      changes.add(new Change.Add(table, added));
    }
    changes.addAll(widened);

    return changes;
  }
}
