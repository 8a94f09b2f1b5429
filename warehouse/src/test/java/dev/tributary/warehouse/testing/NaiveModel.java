package dev.tributary.warehouse.testing;

import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Item.Event;
import dev.tributary.warehouse.domain.Item.ProfileRow;
import dev.tributary.warehouse.domain.naming.Digest;
import dev.tributary.warehouse.domain.naming.Naming;
import dev.tributary.warehouse.domain.value.Cell;
import dev.tributary.warehouse.domain.value.ColumnType;
import dev.tributary.warehouse.domain.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What tables must hold in the end, computed from all items at once, with no thought of batches,
 * order or what is there.
 */
public final class NaiveModel {

  private static final Set<String> OWN =
      Set.of(
          "id",
          "anonymous_id",
          "user_id",
          "profile_id",
          "received_at",
          "sent_at",
          "original_timestamp",
          "timestamp",
          "uuid",
          "uuid_ts",
          "loaded_at");

  private final Naming naming;
  private final Snapshot snapshot = new Snapshot();

  private NaiveModel(Naming naming) {
    this.naming = naming;
  }

  public static Snapshot of(List<Item> items, Naming naming) {
    var model = new NaiveModel(naming);
    new HashSet<>(items).forEach(model::add);
    model.latest("users", "identifies", "user_id");
    model.latest("accounts", "groups", "group_id");
    model.snapshot.tables().values().forEach(NaiveModel::widen);
    return model.snapshot;
  }

  private void add(Item item) {
    switch (item) {
      case ProfileRow row ->
          row.values()
              .forEach((column, value) -> put(row.table().tableName(), row.id(), column, value));
      case Event event -> event(event);
    }
  }

  private void event(Event event) {
    switch (event.type()) {
      case TRACK -> {
        var table = naming.table(event.name());
        row(event, "tracks", Map.of("event", table, "event_text", event.name()), "");
        row(event, table, Map.of("event", table, "event_text", event.name()), "properties");
      }
      case IDENTIFY -> row(event, "identifies", Map.of(), "traits");
      case PAGE -> row(event, "pages", Map.of(), "properties");
      case SCREEN -> row(event, "screens", Map.of(), "properties");
      case GROUP -> row(event, "groups", one("group_id", event.payload().get("groupId")), "traits");
      case ALIAS ->
          row(event, "aliases", one("previous_id", event.payload().get("previousId")), "traits");
    }
  }

  private static Map<String, String> one(String column, Object value) {
    var map = new LinkedHashMap<String, String>();
    map.put(column, (String) value);
    return map;
  }

  private void row(Event event, String table, Map<String, String> more, String field) {
    var id = event.messageId();
    var times = event.times();
    put(
        table,
        id,
        "anonymous_id",
        event.who().anonymousId(),
        "user_id",
        event.who().userId(),
        "profile_id",
        event.who().profileId(),
        "received_at",
        times.receivedAt(),
        "sent_at",
        times.sentAt(),
        "original_timestamp",
        times.originalTimestamp(),
        "timestamp",
        times.timestamp(),
        "uuid_ts",
        times.receivedAt());
    more.forEach((column, value) -> put(table, id, column, value == null ? "" : value));
    var named = new TreeMap<String, Map<String, Object>>();
    collect("context", "/context", event.payload().get("context"), named);
    if (table.equals("pages") || table.equals("screens")) {
      collect("name", "/name", event.payload().get("name"), named);
    }
    if (!field.isEmpty()) {
      collect("", "/" + field, event.payload().get(field), named);
    }
    var byColumn = new TreeMap<String, List<String[]>>();
    var values = new TreeMap<String, Object>();
    named.forEach((name, found) ->
        found.forEach((pointer, value) -> {
          byColumn
              .computeIfAbsent(naming.column(name), _ -> new ArrayList<>())
              .add(new String[] {name, pointer});
          values.put(pointer, value);
        }));
    byColumn.forEach((column, found) -> {
      var reserved = OWN.contains(column) || more.containsKey(column);
      found.sort(
          Comparator.comparingInt((String[] one) -> one[0].equals(column) ? 0 : 1)
              .thenComparing(one -> one[1]));
      var cells = snapshot.row(table, id);
      for (var one : found) {
        var value = values.get(one[1]);
        var cell = Json.cell(value);
        if (cell.equals(cells.get(column))) {
          continue;
        }
        var reason =
            reserved
                ? "reserved_column"
                : cells.containsKey(column)
                    ? "name_collision"
                    : cell.text().indexOf('\u0000') >= 0 || cell.text().indexOf('\ud800') >= 0
                        ? "unstorable_text"
                        : "";
        if (reason.isEmpty()) {
          cells.put(column, cell);
        } else {
          put(
              "_discards",
              Digest.key(table, id, one[1], "0"),
              "table_name",
              table,
              "column_name",
              column,
              "row_id",
              id,
              "property",
              one[1],
              "part",
              0L,
              "value",
              Json.text(value),
              "reason",
              reason,
              "received_at",
              times.receivedAt());
        }
      }
    });
  }

  private static void collect(
      String name, String pointer, Object value, Map<String, Map<String, Object>> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) ->
          collect(
              name.isEmpty() ? (String) key : name + "_" + key,
              pointer + "/" + ((String) key).replace("~", "~0").replace("/", "~1"),
              below,
              into));
    } else if (value != null) {
      into.computeIfAbsent(name, _ -> new TreeMap<>()).put(pointer, value);
    }
  }

  private void put(String table, String id, Object... columns) {
    var contents = snapshot.table(table);
    contents.columns().putIfAbsent("id", ColumnType.VARCHAR);
    var row =
        contents.rows().computeIfAbsent(id, _ -> new TreeMap<>(Map.of("id", new Cell.Text(id))));
    for (int i = 0; i < columns.length; i += 2) {
      var column = (String) columns[i];
      var timely =
          column.endsWith("_at")
              || column.equals("timestamp")
              || column.endsWith("_timestamp")
              || column.equals("uuid_ts");
      var number = column.equals("seq") || column.equals("part");
      contents
          .columns()
          .put(
              column,
              timely ? ColumnType.TIMESTAMP : number ? ColumnType.INTEGER : ColumnType.VARCHAR);
      switch (columns[i + 1]) {
        case null -> {}
        case String text when text.isEmpty() -> {}
        case String text -> row.put(column, new Cell.Text(text));
        case Instant time ->
            row.put(
                column, new Cell.Moment(time.truncatedTo(java.time.temporal.ChronoUnit.MICROS)));
        case Long whole -> row.put(column, new Cell.Whole(whole));
        default -> throw new IllegalArgumentException(column);
      }
    }
  }

  private void latest(String table, String source, String key) {
    var from = snapshot.tables().get(source);
    if (from == null || from.rows().values().stream().noneMatch(row -> row.containsKey(key))) {
      return;
    }
    var order =
        Comparator.comparing(
                (Map<String, Cell> row) -> ((Cell.Moment) row.get("timestamp")).value())
            .thenComparing(row -> row.get("id").text());
    var kept = new TreeSet<String>();
    from.rows().values().forEach(row -> kept.addAll(row.keySet()));
    Stream.concat(OWN.stream(), Stream.of("group_id"))
        .filter(column -> !column.equals("received_at") && !column.equals("uuid_ts"))
        .forEach(kept::remove);
    var contents = snapshot.table(table);
    contents.columns().put("id", ColumnType.VARCHAR);
    kept.forEach(column -> contents.columns().putIfAbsent(column, ColumnType.BOOLEAN));
    from.rows().values().stream()
        .sorted(order)
        .filter(row -> row.containsKey(key))
        .forEach(row -> {
          var id = row.get(key).text();
          var target =
              contents
                  .rows()
                  .computeIfAbsent(id, _ -> new TreeMap<>(Map.of("id", new Cell.Text(id))));
          kept.forEach(column -> {
            if (row.containsKey(column)) {
              target.put(column, row.get(column));
            }
          });
        });
    var types = types(from);
    kept.forEach(column -> contents.columns().put(column, types.get(column)));
  }

  private static void widen(Snapshot.Contents contents) {
    types(contents)
        .forEach((column, type) ->
            contents
                .columns()
                .merge(
                    column, type, (declared, found) -> declared.holds(found) ? declared : found));
    contents
        .rows()
        .values()
        .forEach(row -> row.replaceAll((column, cell) -> cell.in(contents.columns().get(column))));
  }

  private static Map<String, ColumnType> types(Snapshot.Contents contents) {
    var types = new TreeMap<String, ColumnType>();
    contents
        .rows()
        .values()
        .forEach(row ->
            row.forEach((column, cell) -> types.merge(column, cell.type(), ColumnType::join)));
    return types;
  }
}
