package dev.tributary.router.outbound;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.ProfileTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events, and rows about profiles, as a warehouse takes them. */
final class WarehouseItems {

  /** The source of what no client told: calls about audiences and traits, rows about profiles. */
  static final String OWN = "tributary";

  /** The column of a row that is JSON text, whatever the value. */
  private static final String JSON = "value";

  private WarehouseItems() {}

  /** An event, and the source whose tables it belongs to. */
  record Sourced(String source, Item item) {}

  /** An event in the shape of Segment's spec, or a row about a profile; empty for all else. */
  static Optional<Sourced> read(Json.Obj document) {
    return ProfileTable.named(text(document, "table"))
        .map(table -> row(document, table))
        .orElseGet(() -> event(document));
  }

  private static Optional<Sourced> row(Json.Obj row, ProfileTable table) {
    var id = text(row, "id");
    var received = time(row, "received_at");
    var at = received == null ? time(row, "timestamp") : received;
    if (id.isEmpty() || at == null) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    table
        .columns()
        .forEach((column, type) ->
            values.put(
                column,
                switch (type) {
                  case INTEGER -> whole(row, column);
                  case TIMESTAMP -> time(row, column);
                  default -> column.equals(JSON) ? json(row, column) : text(row, column);
                }));
    return Optional.of(new Sourced(OWN, new Item.ProfileRow(table, id, at, values)));
  }

  private static @Nullable Long whole(Json.Obj row, String field) {
    return row.fields().get(field) instanceof Json.Num(var number) ? number.longValue() : null;
  }

  private static @Nullable String json(Json.Obj row, String field) {
    var value = row.fields().get(field);
    return value == null || value instanceof Json.Null ? null : JsonText.writeString(value);
  }

  private static Optional<Sourced> event(Json.Obj event) {
    var type = type(text(event, "type"));
    var received = time(event, "receivedAt");
    var timestamp = time(event, "timestamp");
    var any = received == null ? timestamp : received;
    if (type == null || any == null) {
      return Optional.empty();
    }
    var context = object(event, "context");
    var place = object(context, "tributary");
    var source = text(place, "source");
    var fields = new LinkedHashMap<>(event.fields());
    var own = new LinkedHashMap<>(context.fields());
    own.remove("tributary"); // it says where the event stands in our topics
    fields.put("context", new Json.Obj(own));
    return Optional.of(
        new Sourced(
            source.isEmpty() ? OWN : source,
            new Item.Event(
                text(event, "messageId"),
                type,
                text(event, "event"),
                new Item.Who(
                    text(event, "userId"), text(event, "anonymousId"), text(place, "profileId")),
                new Item.Times(
                    timestamp == null ? any : timestamp,
                    any,
                    time(event, "originalTimestamp"),
                    time(event, "sentAt")),
                plain(fields))));
  }

  private static Item.@Nullable Type type(String name) {
    for (var type : Item.Type.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    return null;
  }

  private static Map<String, @Nullable Object> plain(Map<String, Json> fields) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  private static @Nullable Object plain(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var number) -> number;
      case Json.Bool(var flag) -> flag;
      case Json.Null _ -> null;
      case Json.Obj(var fields) -> plain(fields);
      case Json.Arr(var items) -> {
        var list = new ArrayList<@Nullable Object>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
    };
  }

  private static @Nullable Instant time(Json.Obj event, String field) {
    try {
      return Instant.parse(text(event, field));
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static Json.Obj object(Json.Obj event, String field) {
    return event.fields().get(field) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  private static String text(Json.Obj event, String field) {
    return event.fields().get(field) instanceof Json.Str(var value) ? value : "";
  }
}
