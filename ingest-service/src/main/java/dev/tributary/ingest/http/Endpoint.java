package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.EventType;
import java.util.HashMap;
import java.util.Map;

/** What a path of the tracking API takes. */
sealed interface Endpoint {

  /** One event of this type. */
  record One(EventType type) implements Endpoint {}

  /** An object with the array {@code batch}. */
  record Many() implements Endpoint {}

  /** Every path of the API, with and without a slash at the end. */
  static Map<String, Endpoint> byPath() {
    var endpoints = new HashMap<String, Endpoint>();
    for (var type : EventType.values()) {
      if (type != EventType.UNKNOWN) {
        endpoints.put("/v1/" + type.typeName(), new One(type));
      }
    }
    endpoints.put("/v1/batch", new Many());
    endpoints.put("/v1/import", new Many());
    for (var endpoint : Map.copyOf(endpoints).entrySet()) {
      endpoints.put(endpoint.getKey() + "/", endpoint.getValue());
    }
    return Map.copyOf(endpoints);
  }
}
