package dev.tributary.warehouse.domain.dialect;

import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Item.Event;
import dev.tributary.warehouse.domain.Item.ProfileRow;
import dev.tributary.warehouse.domain.Item.Times;
import dev.tributary.warehouse.domain.Item.Who;
import dev.tributary.warehouse.domain.ProfileTable;
import dev.tributary.warehouse.domain.dialect.HttpDialect.Statement;
import dev.tributary.warehouse.domain.plan.Catalog;
import dev.tributary.warehouse.domain.plan.Change;
import dev.tributary.warehouse.domain.plan.Existing;
import dev.tributary.warehouse.domain.plan.Fixed;
import dev.tributary.warehouse.domain.plan.Latest;
import dev.tributary.warehouse.domain.plan.Planned.LoadPlan;
import dev.tributary.warehouse.domain.plan.Planner;
import dev.tributary.warehouse.domain.row.Drafted.Draft;
import dev.tributary.warehouse.domain.row.ItemRows;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The scenarios of {@code cases/scenarios.yaml}, and what a dialect says for each. */
final class Scenarios {

  private static final String SCHEMA = "web_shop";

  private Scenarios() {}

  static List<Map<String, Object>> all() {
    return objects(read("scenarios"));
  }

  /** By scenario what the file says that the dialect says. */
  @SuppressWarnings("unchecked")
  static Map<String, List<String>> expected(String dialect) {
    return (Map<String, List<String>>) read(dialect);
  }

  static List<String> said(Dialect dialect, Map<String, Object> scenario) {
    var plan = plan(dialect, scenario);
    var said = new ArrayList<String>();
    for (var change : plan.changes()) {
      said.addAll(dialect.change(SCHEMA, change));
      if (change instanceof Change.Create(var table, _) && dialect instanceof SqlDialect sql) {
        for (var latest : Latest.values()) {
          if (latest.source().equals(table)) {
            said.addAll(sql.index(SCHEMA, latest));
          }
        }
      }
    }
    switch (dialect) {
      case SqlDialect sql -> write(sql, plan, said);
      case HttpDialect http ->
          http.write(SCHEMA, plan).forEach(writing -> said.addAll(lines(writing.statement())));
      default -> throw new IllegalArgumentException("a dialect of no kind");
    }
    return said;
  }

  private static void write(SqlDialect sql, LoadPlan plan, List<String> said) {
    for (var load : plan.loads()) {
      var rows = sql.rows(SCHEMA, load);
      said.addAll(rows.before());
      said.add(rows.insert());
      said.addAll(rows.after());
    }
    plan.refreshes().forEach(refresh -> said.addAll(sql.refresh(SCHEMA, refresh)));
  }

  private static List<String> lines(Statement statement) {
    var lines = new ArrayList<String>(List.of(statement.sql()));
    for (var parameter : statement.parameters()) {
      lines.add("with " + parameter);
    }
    return lines;
  }

  private static LoadPlan plan(Dialect dialect, Map<String, Object> scenario) {
    var tables = new HashMap<String, Map<String, Existing>>();
    fields(scenario.get("there"))
        .forEach((table, columns) -> {
          var existing = new HashMap<String, Existing>();
          fields(columns)
              .forEach((column, type) ->
                  existing.put(column, new Existing.Whole(ColumnType.valueOf((String) type))));
          tables.put(table, existing);
        });
    var rows = new ItemRows(dialect.naming());
    var drafts = new ArrayList<Draft>();
    for (var item : items(scenario)) {
      drafts.add((Draft) rows.of(drafts.size(), item));
    }
    return (LoadPlan)
        Planner.plan(
            drafts,
            dialect.limits(),
            new Catalog(tables, tables.size()),
            Fixed.NONE,
            EnumSet.allOf(Latest.class));
  }

  private static List<Item> items(Map<String, Object> scenario) {
    var items = new ArrayList<Item>();
    for (var event : objects(scenario.getOrDefault("events", List.of()))) {
      items.add(
          new Event(
              (String) event.get("id"),
              Item.Type.valueOf(((String) event.get("type")).toUpperCase(Locale.ROOT)),
              (String) event.getOrDefault("event", ""),
              new Who((String) event.getOrDefault("user", "u1"), "a1", "p1"),
              new Times(Events.NOON, Events.NOON, null, null),
              event));
    }
    for (var row : objects(scenario.getOrDefault("profiles", List.of()))) {
      var values = new LinkedHashMap<String, Object>(row);
      values.put("timestamp", Events.NOON);
      values.replaceAll((_, value) -> value instanceof Integer number ? number.longValue() : value);
      var table = ProfileTable.named((String) row.get("table")).orElseThrow();
      items.add(new ProfileRow(table, (String) row.get("id"), Events.NOON, values));
    }
    return items;
  }

  private static Object read(String name) {
    try (var stream = Scenarios.class.getResourceAsStream("/cases/" + name + ".yaml")) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(Object value) {
    return (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Object value) {
    return value == null ? new LinkedHashMap<>() : (Map<String, Object>) value;
  }
}
