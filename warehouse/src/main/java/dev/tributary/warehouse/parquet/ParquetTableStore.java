package dev.tributary.warehouse.parquet;

import dev.tributary.warehouse.domain.load.Attempted;
import dev.tributary.warehouse.domain.load.TableStore;
import dev.tributary.warehouse.domain.naming.Digest;
import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.plan.Catalog;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.plan.Limits;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Planned.Unkept;
import dev.tributary.warehouse.domain.plan.Planner;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.row.Row;
import dev.tributary.warehouse.domain.value.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parquet files in partitions by hour: {@code SCHEMA/TABLE/date=YYYY-MM-DD/hour=HH/NAME.parquet}.
 *
 * <p>A row always belongs to the same partition, that of when its item was received. Rows whose id
 * is in the partition are left out, and a file is named after the ids in it, so a load may be
 * repeated whole, in part, or divided otherwise. Each file is there at once; a load that fails
 * halfway leaves whole files, and is completed when it is repeated.
 *
 * <p>A column has one type in all files of a table: if it has to be wider, they are written anew.
 * That this has begun stands in {@code _columns.json} until it is done, so that a crash does not
 * leave it half done for good. One process may write to a schema at a time; which one may change.
 */
final class ParquetTableStore implements TableStore {

  private static final String NO_HOUR = "date=__HIVE_DEFAULT_PARTITION__/hour=00";
  private static final List<String> TIMES = List.of("received_at", "timestamp");

  private final Limits limits;
  private final ObjectStore store;
  private final KnownIds known = new KnownIds();

  ParquetTableStore(Limits limits, ObjectStore store) {
    this.limits = limits;
    this.store = store;
  }

  @Override
  public synchronized Attempted attempt(String schema, List<Draft> drafts, Fixed fixed) {
    try (var files = ParquetFiles.open()) {
      return attempt(schema, drafts, fixed, files);
    } catch (IOException | SQLException e) {
      return new Attempted.Away("files: " + e.getClass().getSimpleName());
    }
  }

  private Attempted attempt(String schema, List<Draft> drafts, Fixed fixed, ParquetFiles files)
      throws IOException, SQLException {
    var schemas = new HashMap<String, ParquetSchema>();
    var there = new HashMap<String, Map<String, Existing>>();
    for (var table : Planner.tables(drafts)) {
      var json = store.get(ParquetSchema.key(schema, table));
      if (json.isPresent()) {
        try {
          var parsed = ParquetSchema.parse(json.get());
          schemas.put(table, parsed);
          there.put(table, parsed.existing());
        } catch (IOException _) {
          return refused(table, items(drafts, table), "_columns.json cannot be read");
        }
      }
    }
    var catalog = new Catalog(there, 0);
    return switch (Planner.plan(drafts, limits, catalog, fixed, Set.of())) {
      case Unkept(var items) -> refused(Tables.DISCARDS, items, "has columns of other types");
      case LoadPlan plan -> carryOut(schema, schemas, plan, files);
    };
  }

  private Attempted carryOut(
      String schema, Map<String, ParquetSchema> schemas, LoadPlan plan, ParquetFiles files)
      throws IOException {
    for (var load : plan.loads()) {
      var table = load.table();
      try {
        change(schema, table, schemas.getOrDefault(table, ParquetSchema.EMPTY), plan, files);
        write(schema, load, files);
      } catch (SQLException _) {
        var items = plan.items().getOrDefault(table, Set.of());
        return refused(table, items, "has a file that cannot be read or written");
      }
    }
    return new Attempted.Loaded();
  }

  private static Attempted refused(String table, Set<Integer> items, String reason) {
    return new Attempted.TableRefused(table, items, "table " + table + ": " + reason);
  }

  /** Places of the items with rows in the table; none if it has no rows of its own. */
  private static Set<Integer> items(List<Draft> drafts, String table) {
    return drafts.stream()
        .flatMap(draft -> draft.rows().stream())
        .filter(row -> row.table().equals(table))
        .map(Row::item)
        .collect(Collectors.toSet());
  }

  private void change(
      String schema, String table, ParquetSchema before, LoadPlan plan, ParquetFiles files)
      throws IOException, SQLException {
    var after = before;
    for (var change : plan.changes()) {
      if (change.table().equals(table)) {
        after = after.with(change);
      }
    }
    if (!after.equals(before)) {
      store.put(ParquetSchema.key(schema, table), bytes(after, files));
    }
    if (after.widening()) {
      for (var key : store.list(schema + "/" + table + "/")) {
        widen(key, after, files);
      }
      store.put(ParquetSchema.key(schema, table), bytes(after.widened(), files));
    }
  }

  private void widen(String key, ParquetSchema to, ParquetFiles files)
      throws IOException, SQLException {
    if (key.endsWith(".parquet")) {
      var parquet = store.get(key);
      if (parquet.isPresent()) {
        store.put(key, files.widened(parquet.get(), to.columns()));
      }
    }
  }

  private static Path bytes(ParquetSchema schema, ParquetFiles files) throws IOException {
    return files.write(schema.json().getBytes(StandardCharsets.UTF_8));
  }

  private void write(String schema, TableLoad load, ParquetFiles files)
      throws IOException, SQLException {
    var partitions = new TreeMap<String, List<Map<String, Cell>>>();
    for (var row : load.rows()) {
      partitions.computeIfAbsent(hour(row), _ -> new ArrayList<>()).add(row);
    }
    for (var partition : partitions.entrySet()) {
      var prefix = schema + "/" + load.table() + "/" + partition.getKey() + "/";
      var there = known.of(prefix, store, files);
      var rows =
          partition.getValue().stream()
              .filter(row -> !there.contains(id(row)))
              .sorted(Comparator.comparing(ParquetTableStore::id))
              .toList();
      if (!rows.isEmpty()) {
        var ids = new TreeSet<>(rows.stream().map(ParquetTableStore::id).toList());
        var key = prefix + Digest.key(ids.toArray(String[]::new)) + ".parquet";
        store.put(key, files.write(load.columns(), rows));
        known.add(prefix, key, ids);
      }
    }
  }

  private static String hour(Map<String, Cell> row) {
    for (var column : TIMES) {
      if (row.get(column) instanceof Cell.Moment moment) {
        var text = moment.text(); // YYYY-MM-DDTHH:...
        return "date=" + text.substring(0, 10) + "/hour=" + text.substring(11, 13);
      }
    }
    return NO_HOUR;
  }

  private static String id(Map<String, Cell> row) {
    var id = row.get("id");
    return id == null ? "" : id.text();
  }
}
