package dev.tributary.local.domain.traffic;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call a shop's tracking code makes.
 *
 * @param type {@code track}, {@code page} or {@code identify}
 * @param userId empty while the visitor has not told who they are
 * @param name of the event or page; empty for {@code identify}
 * @param details the properties, for {@code identify} the traits
 */
public record ShopEvent(
    String type,
    String messageId,
    Instant timestamp,
    String anonymousId,
    String userId,
    String name,
    Map<String, Object> details,
    Device device) {

  public ShopEvent {
    details = Map.copyOf(details);
  }

  /** What the visitor browses with. */
  public record Device(String userAgent, String locale, String timezone) {}

  /** As Segment's tracking API wants it. */
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("type", type);
    json.put("messageId", messageId);
    json.put("timestamp", timestamp.toString());
    json.put("anonymousId", anonymousId);
    if (!userId.isEmpty()) {
      json.put("userId", userId);
    }
    if (type.equals("identify")) {
      json.put("traits", details);
    } else {
      json.put(type.equals("track") ? "event" : "name", name);
      json.put("properties", details);
    }
    json.put(
        "context",
        Map.of(
            "library", Map.of("name", "tributary-demo", "version", "1"),
            "userAgent", device.userAgent(),
            "locale", device.locale(),
            "timezone", device.timezone()));
    return json;
  }
}
