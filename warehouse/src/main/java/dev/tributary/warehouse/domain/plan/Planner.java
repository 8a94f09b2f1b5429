package dev.tributary.warehouse.domain.plan;

import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Planned.Unkept;
import dev.tributary.warehouse.domain.row.Discard;
import dev.tributary.warehouse.domain.row.Discard.Reason;
import dev.tributary.warehouse.domain.row.DiscardRows;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.row.ItemRows;
import dev.tributary.warehouse.domain.row.Row;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * From rows and what the warehouse has to what has to be done there.
 *
 * <p>Every value of every row is in its column afterwards, or in {@code _discards}. Columns only
 * ever become wider. Tables come in the order of their names, so that two loads that lock as they
 * go do not wait for each other for ever.
 */
public final class Planner {

  private final Limits limits;
  private final Catalog catalog;
  private final Fixed fixed;
  private final Set<Latest> latest;
  private final List<Change> changes = new ArrayList<>();
  private final List<TableLoad> loads = new ArrayList<>();
  private final List<Refresh> refreshes = new ArrayList<>();
  private final List<Discard> discards = new ArrayList<>();
  private final Map<String, Set<Integer>> items = new TreeMap<>();
  private int tables;

  private Planner(Limits limits, Catalog catalog, Fixed fixed, Set<Latest> latest) {
    this.limits = limits;
    this.catalog = catalog;
    this.fixed = fixed;
    this.latest = latest;
    this.tables = catalog.count();
  }

  /**
   * The tables that a plan for these drafts may need, whose columns the catalog must hold where
   * they are there.
   */
  public static Set<String> tables(List<Draft> drafts) {
    var tables = new TreeSet<String>();
    tables.add(Tables.DISCARDS);
    for (var draft : drafts) {
      draft.rows().forEach(row -> tables.add(row.table()));
    }
    for (var latest : Latest.values()) {
      if (tables.contains(latest.source())) {
        tables.add(latest.table());
      }
    }
    return tables;
  }

  /**
   * Plans for all drafts together.
   *
   * @param latest which of these the warehouse keeps
   */
  public static Planned plan(
      List<Draft> drafts, Limits limits, Catalog catalog, Fixed fixed, Set<Latest> latest) {
    return new Planner(limits, catalog, fixed, latest).plan(drafts);
  }

  private Planned plan(List<Draft> drafts) {
    var byTable = new TreeMap<String, Map<String, Row>>();
    for (var draft : drafts) {
      discards.addAll(draft.discards());
      draft.rows().forEach(row -> sort(row, byTable));
    }
    byTable.forEach((table, rows) -> table(table, List.copyOf(rows.values())));
    if (!discards.isEmpty() && !keepDiscards()) {
      return new Unkept(discards.stream().map(Discard::item).collect(Collectors.toSet()));
    }
    return new LoadPlan(changes, loads, refreshes, items);
  }

  /** Of rows with the same id the first. */
  private void sort(Row row, Map<String, Map<String, Row>> byTable) {
    byTable.computeIfAbsent(row.table(), _ -> new LinkedHashMap<>()).putIfAbsent(row.id(), row);
    items.computeIfAbsent(row.table(), _ -> new HashSet<>()).add(row.item());
  }

  private void table(String table, List<Row> rows) {
    var there = catalog.tables().get(table);
    if (there == null && !Tables.isOfEverySchema(table) && tables >= limits.tables()) {
      rows.forEach(this::discardProperties);
      return;
    }
    var plan = new TablePlanner(table, there, fixed, limits).plan(rows);
    discards.addAll(plan.discards());
    take(plan);
    Arrays.stream(Latest.values())
        .filter(one -> latest.contains(one) && one.source().equals(table))
        .forEach(one -> refresh(one, rows, plan.shape()));
  }

  private void take(TablePlan plan) {
    changes.addAll(plan.changes());
    loads.add(plan.load());
    tables += (int) plan.changes().stream().filter(Change.Create.class::isInstance).count();
  }

  /** What is the table's own is also in {@code tracks}. */
  private void discardProperties(Row row) {
    var own = row.own().stream().map(column -> column.name()).collect(Collectors.toSet());
    row.cells()
        .forEach((column, placed) -> {
          if (!own.contains(column)) {
            discards.add(Discard.of(row, column, placed, Reason.TOO_MANY_TABLES));
          }
        });
  }

  private void refresh(Latest one, List<Row> rows, Map<String, ColumnType> source) {
    var keys = new TreeSet<String>();
    var touched = new HashSet<Integer>();
    for (var row : rows) {
      var key = row.cells().get(one.key());
      if (key != null
          && key.cell() instanceof Cell.Text(var text)
          && text.length() <= ItemRows.MAX_ID_LENGTH) {
        keys.add(text);
        touched.add(row.item());
      }
    }
    var there = catalog.tables().getOrDefault(one.table(), Map.of());
    if ((keys.isEmpty() && there.isEmpty()) || !source.containsKey(one.key())) {
      return;
    }
    // Also without a key: the types of both tables stay the same, whoever brought them about.
    var plan = LatestPlan.of(one, source, there, fixed, limits);
    changes.addAll(plan.changes());
    if (!keys.isEmpty()) {
      refreshes.add(new Refresh(one, plan.copied(), List.copyOf(keys)));
      items.computeIfAbsent(one.table(), _ -> new HashSet<>()).addAll(touched);
    }
  }

  private boolean keepDiscards() {
    var rows = new LinkedHashMap<String, Row>();
    for (var discard : discards) {
      DiscardRows.of(discard, limits.textBytes()).forEach(row -> rows.putIfAbsent(row.id(), row));
      items.computeIfAbsent(Tables.DISCARDS, _ -> new HashSet<>()).add(discard.item());
    }
    var there = catalog.tables().get(Tables.DISCARDS);
    var plan =
        new TablePlanner(Tables.DISCARDS, there, fixed, limits).plan(List.copyOf(rows.values()));
    take(plan);
    return plan.discards().isEmpty();
  }
}
