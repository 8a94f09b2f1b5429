package dev.tributary.warehouse.testing;

import dev.tributary.warehouse.domain.Batch;
import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Item.Event;
import dev.tributary.warehouse.domain.Item.ProfileRow;
import dev.tributary.warehouse.domain.Item.Times;
import dev.tributary.warehouse.domain.Item.Who;
import dev.tributary.warehouse.domain.ProfileTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Items as the worst client would send them, from a seed: names that collide and do not fit, values
 * that change their type, ids that come again.
 */
public final class Histories {

  private static final String LONG = "averylongname".repeat(23);

  private static final List<String> EVENTS =
      List.of(
          "Order Completed",
          "orderCompleted",
          "Users",
          "select",
          "3d view",
          "日本",
          LONG + "1",
          LONG + "2");

  private static final List<String> PROPERTIES =
      List.of(
          "price",
          "Price",
          "unit price",
          "unitPrice",
          "user_id",
          "received_at",
          "timestamp",
          "event",
          "select",
          "order",
          "_order",
          "date",
          "hour",
          "3d",
          "xmin",
          "é",
          "ü",
          "",
          "a/b",
          "context_ip",
          "name",
          LONG + "1",
          LONG + "2");

  private static final List<Object> VALUES =
      List.of(
          1,
          2L,
          9_007_199_254_740_992L,
          9_007_199_254_740_993L,
          new BigDecimal("1.5"),
          new BigDecimal("1.0"),
          new BigDecimal("0.1"),
          new BigDecimal("1e-7"),
          new BigDecimal("-2.5e-300"),
          new BigDecimal("1e20"),
          new BigDecimal("6.02e23"),
          new BigDecimal("1.234567890123456789"),
          new BigDecimal("1234567890123456.5"),
          true,
          false,
          "x",
          "",
          "5",
          "true",
          "O'Brien \\ \"q\" ; -- %s ? $1 {} é 日本 🙂",
          "2026-01-02T03:04:05.000Z",
          "2026-01-02T03:04:05.123456+02:00",
          "2026-01-02",
          "2026-13-02T03:04:05Z",
          "nul\u0000",
          "half \ud800",
          List.of(1, "a", Map.of("b", 2)),
          List.of());

  private static final List<Item.Type> TYPES = List.of(Item.Type.values());

  private final Random random;

  public Histories(long seed) {
    random = new Random(seed);
  }

  /** Items, no two of which have the same id and say different things. */
  public List<Item> items(int count) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < count; i++) {
      items.add(
          switch (random.nextInt(12)) {
            case 0, 1 -> profileRow();
            default -> event("m" + i);
          });
    }
    return items;
  }

  /** The items in any order and in batches of any size; some come again, now or later. */
  public List<Batch> batches(List<Item> items) {
    var all = new ArrayList<>(items);
    for (int i = 0; i < items.size() / 3; i++) {
      all.add(items.get(random.nextInt(items.size())));
    }
    Collections.shuffle(all, random);
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(all.size()));
      batches.add(new Batch("Web Shop", all.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private ProfileRow profileRow() {
    var tables = ProfileTable.values();
    var table = tables[random.nextInt(tables.length)];
    var values = new LinkedHashMap<String, Object>();
    var id = new StringBuilder(table.tableName());
    table
        .columns()
        .forEach((column, type) -> {
          var value =
              switch (type) {
                case INTEGER -> (long) random.nextInt(3);
                case TIMESTAMP -> Events.NOON.plusSeconds(random.nextInt(2) * 3600L);
                default -> pick("p1", "", null, "2026-01-02T03:04:05+02:00");
              };
          values.put(column, value);
          id.append(' ').append(value);
        });
    return new ProfileRow(table, id.toString(), Events.NOON, values);
  }

  private Event event(String id) {
    var type = TYPES.get(random.nextInt(TYPES.size()));
    var payload = new LinkedHashMap<String, Object>();
    payload.put("properties", object(0));
    payload.put("traits", object(0));
    payload.put(
        "context",
        Events.map("ip", value(), "library", Events.map("name", "x", "version", value())));
    payload.put("name", pick("home", "cart", null));
    payload.put("groupId", pick("g1", "g2", null));
    payload.put("previousId", "a0");
    var at = Events.NOON.plusMillis(random.nextInt(20)).plusNanos(random.nextInt(2) * 1_500L);
    return new Event(
        id,
        type,
        type == Item.Type.TRACK ? EVENTS.get(random.nextInt(EVENTS.size())) : "",
        new Who(pick("u1", "u2", ""), pick("a1", ""), "p1"),
        new Times(at, at.plusSeconds(random.nextInt(2) * 3600L), pickTime(at), pickTime(at)),
        payload);
  }

  private java.time.@org.jspecify.annotations.Nullable Instant pickTime(java.time.Instant at) {
    return random.nextBoolean() ? null : at.minusSeconds(5);
  }

  private Map<String, Object> object(int depth) {
    var object = new LinkedHashMap<String, Object>();
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      var name = PROPERTIES.get(random.nextInt(PROPERTIES.size()));
      object.put(name, depth < 2 && random.nextInt(6) == 0 ? object(depth + 1) : value());
    }
    return object;
  }

  private Object value() {
    return random.nextInt(8) == 0 ? null : VALUES.get(random.nextInt(VALUES.size()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
