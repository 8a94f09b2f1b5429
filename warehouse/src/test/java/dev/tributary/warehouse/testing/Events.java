package dev.tributary.warehouse.testing;

import dev.tributary.warehouse.domain.Item;
import dev.tributary.warehouse.domain.Item.Event;
import dev.tributary.warehouse.domain.Item.Times;
import dev.tributary.warehouse.domain.Item.Who;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events for tests, with what does not matter filled in. */
public final class Events {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Events() {}

  public static Event track(String id, String name, Map<String, ?> properties) {
    return event(id, Item.Type.TRACK, name, "u1", NOON, Map.of("properties", properties));
  }

  public static Event identify(String id, String userId, Instant at, Map<String, ?> traits) {
    return event(id, Item.Type.IDENTIFY, "", userId, at, Map.of("traits", traits));
  }

  public static Event group(String id, String groupId, Instant at, Map<String, ?> traits) {
    return event(id, Item.Type.GROUP, "", "u1", at, Map.of("groupId", groupId, "traits", traits));
  }

  public static Event event(
      String id, Item.Type type, String name, String userId, Instant at, Map<String, ?> payload) {
    return new Event(
        id,
        type,
        name,
        new Who(userId, "a1", "p1"),
        new Times(at, at.plusSeconds(1), null, null),
        payload);
  }

  /** A map in the order given, in which null is a value. */
  public static Map<String, Object> map(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
