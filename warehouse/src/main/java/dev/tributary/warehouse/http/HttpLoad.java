package dev.tributary.warehouse.http;

import dev.tributary.warehouse.domain.dialect.HttpDialect;
import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.domain.dialect.HttpDialect.Writing;
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
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One attempt: look, plan, change, write, each statement a request. */
final class HttpLoad {

  private final HttpDialect dialect;
  private final HttpStatements statements;
  private final String schema;
  private Step step = new Step.Around();

  HttpLoad(HttpDialect dialect, HttpStatements statements, String schema) {
    this.dialect = dialect;
    this.statements = statements;
    this.schema = schema;
  }

  /** What it is at, or was when it failed. */
  Step step() {
    return step;
  }

  Attempted run(List<Draft> drafts, Fixed fixed) throws IOException, StatementRefused {
    var catalog = catalog(Planner.tables(drafts));
    return switch (Planner.plan(
        drafts, dialect.limits(), catalog, fixed, EnumSet.allOf(Latest.class))) {
      case Unkept(var items) ->
          new Attempted.TableRefused(
              Tables.DISCARDS, items, "table _discards: has columns of other types");
      case LoadPlan plan -> carryOut(plan);
    };
  }

  private Attempted carryOut(LoadPlan plan) throws IOException, StatementRefused {
    for (var change : plan.changes()) {
      step = step(change, plan);
      for (var sql : dialect.change(schema, change)) {
        statements.run(new Statement(sql));
      }
    }
    for (var writing : dialect.write(schema, plan)) {
      if (size(writing.statement()) > dialect.requestBytes()) {
        return new Attempted.RowsRefused("larger than a request may be");
      }
      try {
        statements.run(writing.statement());
      } catch (StatementRefused e) {
        return refused(writing, plan, e);
      }
    }
    return new Attempted.Loaded();
  }

  private Catalog catalog(Set<String> tables) throws IOException, StatementRefused {
    if (statements.run(dialect.schemaExists(schema)).isEmpty()) {
      statements.run(new Statement(dialect.create(schema)));
    }
    var found = new HashMap<String, Map<String, Existing>>();
    for (var row : statements.run(dialect.columns(schema, tables))) {
      found
          .computeIfAbsent(row.get(0), _ -> new HashMap<>())
          .put(row.get(1), dialect.existing(row.get(2).toLowerCase(Locale.ROOT)));
    }
    var count = statements.run(dialect.countTables(schema));
    return new Catalog(found, count.isEmpty() ? 0 : Integer.parseInt(count.getFirst().getFirst()));
  }

  /** The table that the warehouse names; all that the statement writes to if it names none. */
  private Attempted refused(Writing writing, LoadPlan plan, StatementRefused e) {
    for (var table : writing.tables()) {
      if (writing.tables().size() == 1 || e.names(schema + "." + table)) {
        return new Step.Writing(table, items(plan, Set.of(table))).attempted(e.failure(), e.code());
      }
    }
    return step(writing, writing.tables().getFirst(), plan).attempted(e.failure(), e.code());
  }

  private static Step step(Writing writing, String table, LoadPlan plan) {
    return new Step.Writing(table, items(plan, Set.copyOf(writing.tables())));
  }

  private static Step step(Change change, LoadPlan plan) {
    return switch (change) {
      case Change.Create(var table, _) -> new Step.Making(table, items(plan, Set.of(table)));
      case Change.Add(var table, _) -> new Step.Adding(table);
      case Change.Widen(var table, var column, _, _) -> new Step.Widening(table, column);
    };
  }

  private static Set<Integer> items(LoadPlan plan, Set<String> tables) {
    var items = new HashSet<Integer>();
    tables.forEach(table -> items.addAll(plan.items().getOrDefault(table, Set.of())));
    return items;
  }

  private static long size(Statement statement) {
    long size = bytes(statement.sql());
    for (var parameter : statement.parameters()) {
      size += bytes(parameter);
    }
    return size;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
