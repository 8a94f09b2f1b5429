package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.json.NestedFields;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.json.JsonText;
import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.List;

/**
 * The event that a pixel's URL carries: in {@code data}, as Base64 of its JSON, or each field by
 * itself, as {@code userId=ann&properties.total=5}; then every value is a string. Source: Segment,
 * "Pixel Tracking API".
 */
final class PixelEvent {

  private static final String DATA = "data";

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
    var event = new NestedFields();
    parameters.forEach((name, value) ->
        event.put(List.of(name.split("\\.", NestedFields.MOST_LEVELS)), Json.of(value)));
    return JsonText.write(event.json());
  }
}
