package dev.tributary.warehouse.testing;

import dev.tributary.warehouse.domain.load.Attempted;
import dev.tributary.warehouse.domain.load.TableStore;
import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.plan.Catalog;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Planned.Unkept;
import dev.tributary.warehouse.domain.plan.Planner;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.value.Cell;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tables in memory, which carry plans out to the letter; some of them guarded. */
public final class MemoryTables implements TableStore {

  private final Limits limits;
  private final Snapshot snapshot = new Snapshot();
  private final Set<String> unchangeable = new HashSet<>();
  private final Set<String> revoked = new HashSet<>();
  private final Set<String> poison = new HashSet<>();

  public MemoryTables(Limits limits) {
    this.limits = limits;
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  /** From now on the table takes rows, but no changes. */
  public MemoryTables fix(String table) {
    unchangeable.add(table);
    return this;
  }

  /** From now on the table takes no rows. */
  public MemoryTables revoke(String table) {
    revoked.add(table);
    return this;
  }

  /** No row with this id is taken. */
  public MemoryTables poison(String id) {
    poison.add(id);
    return this;
  }

  @Override
  public Attempted attempt(String schema, List<Draft> drafts, Fixed fixed) {
    var tables = new HashMap<String, Map<String, Existing>>();
    snapshot
        .tables()
        .forEach((name, contents) -> {
          var columns = new HashMap<String, Existing>();
          contents
              .columns()
              .forEach((column, type) -> columns.put(column, new Existing.Whole(type)));
          tables.put(name, columns);
        });
    tables.keySet().retainAll(Planner.tables(drafts));
    var catalog = new Catalog(tables, snapshot.tables().size());
    return switch (Planner.plan(drafts, limits, catalog, fixed, EnumSet.allOf(Latest.class))) {
      case Unkept(var items) -> new Attempted.TableRefused(Tables.DISCARDS, items, "unkept");
      case LoadPlan plan -> carryOut(plan);
    };
  }

  private Attempted carryOut(LoadPlan plan) {
    for (var change : plan.changes()) {
      if (unchangeable.contains(change.table())) {
        return new Attempted.TableFixed(change.table(), "fixed");
      }
    }
    for (var load : plan.loads()) {
      if (revoked.contains(load.table())) {
        return new Attempted.TableRefused(load.table(), plan.items().get(load.table()), "revoked");
      }
      if (load.rows().stream().anyMatch(row -> poison.contains(row.get("id").text()))) {
        return new Attempted.RowsRefused("poison");
      }
    }
    plan.changes().forEach(this::change);
    plan.loads().forEach(this::load);
    plan.refreshes().forEach(this::refresh);
    return new Attempted.Loaded();
  }

  private void change(Change change) {
    var table = snapshot.table(change.table());
    switch (change) {
      case Change.Create(_, var columns) ->
          columns.forEach(column -> table.columns().put(column.name(), column.type()));
      case Change.Add(_, var columns) ->
          columns.forEach(column -> table.columns().put(column.name(), column.type()));
      case Change.Widen(_, var column, _, var to) -> {
        table.columns().put(column, to);
        table
            .rows()
            .values()
            .forEach(row -> row.computeIfPresent(column, (_, cell) -> cell.in(to)));
      }
    }
  }

  private void load(TableLoad load) {
    var table = snapshot.table(load.table());
    for (var row : load.rows()) {
      row.forEach((column, cell) -> {
        if (cell.type() != table.columns().get(column)) {
          throw new IllegalStateException(load.table() + "." + column + " does not fit");
        }
      });
      table.rows().putIfAbsent(row.get("id").text(), new TreeMap<>(row));
    }
  }

  private void refresh(Refresh refresh) {
    var source = snapshot.table(refresh.latest().source()).rows();
    for (var key : refresh.keys()) {
      var row = new TreeMap<String, Cell>(Map.of("id", new Cell.Text(key)));
      var rows =
          source.values().stream()
              .filter(one -> new Cell.Text(key).equals(one.get(refresh.latest().key())))
              .sorted(BY_TIME)
              .collect(Collectors.toList());
      for (var one : rows) {
        refresh
            .columns()
            .forEach(column -> {
              if (one.containsKey(column.name())) {
                row.put(column.name(), one.get(column.name()).in(column.to()));
              }
            });
      }
      snapshot.table(refresh.latest().table()).rows().put(key, row);
    }
  }

  private static final Comparator<Map<String, Cell>> BY_TIME =
      Comparator.comparing((Map<String, Cell> row) -> ((Cell.Moment) row.get("timestamp")).value())
          .thenComparing(row -> row.get("id").text());
}
