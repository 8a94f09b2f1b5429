package dev.tributary.router.outbound;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.warehouse.domain.Item;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events as a warehouse takes them. */
final class WarehouseItems {

  /** The source of calls that no client made: about audiences and traits. */
  static final String OWN = "tributary";

  private WarehouseItems() {}

  /** An event, and the source whose tables it belongs to. */
  record Sourced(String source, Item item) {}

  /** An event in the shape of Segment's spec; empty where it is none. */
  static Optional<Sourced> read(Json.Obj event) {
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
