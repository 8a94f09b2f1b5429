package dev.tributary.ingest.http;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The event that a pixel's URL carries: in {@code data}, as Base64 of its JSON, or each field by
 * itself, as {@code userId=ann&properties.total=5}; then every value is a string. Source: Segment,
 * "Pixel Tracking API".
 */
final class PixelEvent {

  private static final String DATA = "data";

  /** Deeper names count as one with dots in it. */
  private static final int MOST_LEVELS = 10;

  private static final byte[] NOTHING = {};

  private PixelEvent() {}

  /** The event's JSON; no JSON at all where {@code data} is no Base64. */
  static byte[] of(MultiMap parameters) {
    var data = parameters.get(DATA);
    return data == null || data.isEmpty() ? ofFields(parameters) : decoded(data);
  }

  /** Either alphabet, with or without padding; a plus may have become a space on its way. */
  private static byte[] decoded(String data) {
    var text = data.strip().replace(' ', '+').replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return NOTHING;
    }
  }

  private static byte[] ofFields(MultiMap parameters) {
    var event = new Branch();
    parameters.forEach((name, value) -> event.put(name, value));
    return JsonText.write(event.json());
  }

  /** An object in the making. */
  private static final class Branch {

    private final Map<String, Json> values = new LinkedHashMap<>();
    private final Map<String, Branch> branches = new LinkedHashMap<>();

    void put(String name, String value) {
      var place = this;
      var rest = name;
      for (int level = 1; level < MOST_LEVELS; level++) {
        int dot = rest.indexOf('.');
        if (dot < 0) {
          break;
        }
        var field = rest.substring(0, dot);
        place.values.remove(field);
        place = place.branches.computeIfAbsent(field, _ -> new Branch());
        rest = rest.substring(dot + 1);
      }
      place.branches.remove(rest);
      place.values.put(rest, Json.of(value));
    }

    Json.Obj json() {
      var fields = new LinkedHashMap<>(values);
      branches.forEach((name, branch) -> fields.put(name, branch.json()));
      return new Json.Obj(fields);
    }
  }
}
