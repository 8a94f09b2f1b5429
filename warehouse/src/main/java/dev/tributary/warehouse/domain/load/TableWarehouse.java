package dev.tributary.warehouse.domain.load;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Outcome;
import dev.tributary.warehouse.domain.Warehouse;
import dev.tributary.warehouse.domain.load.Attempted.Away;
import dev.tributary.warehouse.domain.load.Attempted.ColumnFixed;
import dev.tributary.warehouse.domain.load.Attempted.Loaded;
import dev.tributary.warehouse.domain.load.Attempted.RowsRefused;
import dev.tributary.warehouse.domain.load.Attempted.TableFixed;
import dev.tributary.warehouse.domain.load.Attempted.TableRefused;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.row.Drafted.Invalid;
import dev.tributary.warehouse.domain.row.ItemRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A warehouse of tables. What it does not take stays alone: items of a table it refuses wait while
 * their neighbours are loaded, and a row it refuses is found by halving and discarded.
 */
public final class TableWarehouse implements Warehouse {

  private final Naming naming;
  private final TableStore store;

  public TableWarehouse(Naming naming, TableStore store) {
    this.naming = naming;
    this.store = store;
  }

  @Override
  public List<Outcome> load(Batch batch) {
    var load = new Load(naming.schema(batch.source()));
    var rows = new ItemRows(naming);
    var drafts = new TreeMap<Integer, Draft>();
    for (int i = 0; i < batch.items().size(); i++) {
      switch (rows.of(i, batch.items().get(i))) {
        case Draft draft -> drafts.put(i, draft);
        case Invalid(var code) -> load.outcomes.put(i, new Outcome.Discarded(code));
      }
    }
    load.all(drafts);
    return List.copyOf(load.outcomes.values());
  }

  private final class Load {

    private final String schema;
    private final SortedMap<Integer, Outcome> outcomes = new TreeMap<>();
    private Fixed fixed = Fixed.NONE;

    Load(String schema) {
      this.schema = schema;
    }

    /** Every round ends, or has a table less or a fixed table more. */
    void all(SortedMap<Integer, Draft> drafts) {
      var left = new TreeMap<>(drafts);
      while (!left.isEmpty()) {
        switch (store.attempt(schema, List.copyOf(left.values()), fixed)) {
          case Loaded _ -> settle(left, new Outcome.Stored());
          case Away(var reason) -> settle(left, new Outcome.Retry(reason));

          case TableFixed(var table, var reason) -> fix(fixed.withTable(table), left, reason);
          case ColumnFixed(var table, var column, var reason) ->
              fix(fixed.withColumn(table, column), left, reason);

          case TableRefused(_, var items, var reason) -> {
            var refused = new TreeMap<>(left);
            refused.keySet().retainAll(items);
            settle(refused.isEmpty() ? left : refused, new Outcome.Retry(reason));
          }
          case RowsRefused _ -> {
            halve(left);
            return;
          }
        }
        left.keySet().removeAll(outcomes.keySet());
      }
    }

    /** Planned anew without the change; if it is made nevertheless, the items have to wait. */
    private void fix(Fixed more, SortedMap<Integer, Draft> drafts, String reason) {
      if (more.equals(fixed)) {
        settle(drafts, new Outcome.Retry(reason));
      }
      fixed = more;
    }

    private void halve(SortedMap<Integer, Draft> drafts) {
      if (drafts.size() == 1) {
        settle(drafts, new Outcome.Discarded("refused_by_warehouse"));
        return;
      }
      int middle = new ArrayList<>(drafts.keySet()).get(drafts.size() / 2);
      all(drafts.headMap(middle));
      all(drafts.tailMap(middle));
    }

    private void settle(SortedMap<Integer, Draft> drafts, Outcome outcome) {
      drafts.keySet().forEach(item -> outcomes.put(item, outcome));
    }
  }
}
