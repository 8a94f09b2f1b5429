package dev.tributary.warehouse.jdbc;

import dev.tributary.warehouse.domain.dialect.SqlDialect;
import dev.tributary.warehouse.domain.load.Attempted;
import dev.tributary.warehouse.domain.load.Step;
import dev.tributary.warehouse.domain.naming.Tables;
import dev.tributary.warehouse.domain.plan.Catalog;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Planned.Unkept;
import dev.tributary.warehouse.domain.plan.Planner;
import dev.tributary.warehouse.domain.plan.Refresh;
import dev.tributary.warehouse.domain.plan.TableLoad;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.statement.CellParameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One attempt inside an open transaction: look, plan, change, write. */
final class JdbcLoad {

  private static final int ROWS_AT_ONCE = 500;

  private final SqlDialect dialect;
  private final Connection connection;
  private final String schema;
  private Step step = new Step.Around();

  JdbcLoad(SqlDialect dialect, Connection connection, String schema) {
    this.dialect = dialect;
    this.connection = connection;
    this.schema = schema;
  }

  /** What it is at, or was when it failed. */
  Step step() {
    return step;
  }

  Attempted run(List<Draft> drafts, Fixed fixed) throws SQLException {
    for (var statement : dialect.begin(schema)) {
      execute(statement);
    }
    if (number(dialect.schemaExists()) == 0) {
      execute(dialect.create(schema));
    }
    var catalog = catalog(Planner.tables(drafts));
    return switch (Planner.plan(
        drafts, dialect.limits(), catalog, fixed, EnumSet.allOf(Latest.class))) {
      case Unkept(var items) ->
          new Attempted.TableRefused(
              Tables.DISCARDS, items, "table _discards: has columns of other types");
      case LoadPlan plan -> {
        carryOut(plan);
        yield new Attempted.Loaded();
      }
    };
  }

  void commit() throws SQLException {
    step = new Step.Around();
    connection.commit();
  }

  private Catalog catalog(Set<String> tables) throws SQLException {
    var found = new HashMap<String, Map<String, Existing>>();
    try (var statement = connection.prepareStatement(dialect.columns(tables.size()))) {
      statement.setString(1, schema);
      int parameter = 2;
      for (var table : tables) {
        statement.setString(parameter++, table);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found
              .computeIfAbsent(rows.getString(1), _ -> new HashMap<>())
              .put(rows.getString(2), dialect.existing(rows.getString(3).toLowerCase(Locale.ROOT)));
        }
      }
    }
    return new Catalog(found, number(dialect.countTables()));
  }

  private void carryOut(LoadPlan plan) throws SQLException {
    for (var change : plan.changes()) {
      step = step(change, plan);
      for (var statement : dialect.change(schema, change)) {
        execute(statement);
      }
      if (change instanceof Change.Create(var table, _)) {
        index(table);
      }
    }
    for (var load : plan.loads()) {
      step = new Step.Writing(load.table(), items(plan, load.table()));
      write(load);
    }
    for (var refresh : plan.refreshes()) {
      var table = refresh.latest().table();
      step = new Step.Writing(table, items(plan, table));
      refresh(refresh);
    }
  }

  private static Step step(Change change, LoadPlan plan) {
    return switch (change) {
      case Change.Create(var table, _) -> new Step.Making(table, items(plan, table));
      case Change.Add(var table, _) -> new Step.Adding(table);
      case Change.Widen(var table, var column, _, _) -> new Step.Widening(table, column);
    };
  }

  private static Set<Integer> items(LoadPlan plan, String table) {
    return plan.items().getOrDefault(table, Set.of());
  }

  private void index(String table) throws SQLException {
    for (var latest : Latest.values()) {
      if (latest.source().equals(table)) {
        for (var statement : dialect.index(schema, latest)) {
          execute(statement);
        }
      }
    }
  }

  private void write(TableLoad load) throws SQLException {
    var sql = dialect.rows(schema, load);
    for (var statement : sql.before()) {
      execute(statement);
    }
    try (var insert = connection.prepareStatement(sql.insert())) {
      int waiting = 0;
      for (var row : load.rows()) {
        int parameter = 1;
        for (var column : load.columns()) {
          CellParameters.set(insert, parameter++, column.type(), row.get(column.name()));
        }
        insert.addBatch();
        if (++waiting == ROWS_AT_ONCE) {
          insert.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        insert.executeBatch();
      }
    }
    for (var statement : sql.after()) {
      execute(statement);
    }
  }

  private void refresh(Refresh refresh) throws SQLException {
    var keys = new ArrayList<>(refresh.keys());
    for (int from = 0; from < keys.size(); from += ROWS_AT_ONCE) {
      var some = keys.subList(from, Math.min(keys.size(), from + ROWS_AT_ONCE));
      var part = new Refresh(refresh.latest(), refresh.columns(), some);
      for (var sql : dialect.refresh(schema, part)) {
        try (var statement = connection.prepareStatement(sql)) {
          strings(statement, some);
          statement.execute();
        }
      }
    }
  }

  private int number(String query) throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, schema);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void strings(PreparedStatement statement, List<String> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
  }
}
