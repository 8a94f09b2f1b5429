package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.event.EventType;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;

/** What a path of the tracking API takes. */
sealed interface Endpoint {

  /** One event of this type. */
  record One(EventType type) implements Endpoint {}

  /** An object with the array {@code batch}. */
  record Many() implements Endpoint {}

  /** One event of this type in the URL of an image. */
  record Pixel(EventType type) implements Endpoint {}

  /** An app asks for a token. */
  record Token() implements Endpoint {}

  /** What an SDK measured of itself, which nobody here asks for: read, and let go. */
  record SdkMetrics() implements Endpoint {}

  /**
   * What a Segment SDK asks for before it sends.
   *
   * @param path that it is to send below
   */
  record ProjectSettings(String writeKey, String path) implements Endpoint {}

  /**
   * The SDK that a web page loads.
   *
   * @param path before every path that it is to call, or empty
   */
  record Script(String writeKey, String path) implements Endpoint {}

  /**
   * What a tool sends in its own shape to the source of a name.
   *
   * @param token what follows the name in the path, or empty
   */
  record Webhook(String source, String token) implements Endpoint {}

  /** A part that the SDK of a web page loads when it needs it. */
  record ScriptPart(String name) implements Endpoint {}

  /** Perhaps an endpoint: the sources' path aliases are not known yet. */
  record NotYetKnown(HttpMethod method) implements Endpoint {}

  /** What a RudderStack SDK asks for before it sends. */
  record SourceConfig() implements Endpoint {}

  /** The one method that it takes. */
  default HttpMethod method() {
    return switch (this) {
      case One _, Many _, SdkMetrics _, Webhook _, Token _ -> HttpMethod.POST;
      case Pixel _, ProjectSettings _, SourceConfig _, Script _, ScriptPart _ -> HttpMethod.GET;
      case NotYetKnown(var asked) -> asked;
    };
  }

  /** Every path that is always the same, with and without a slash at the end. */
  static Map<String, Endpoint> byPath() {
    var endpoints = new HashMap<String, Endpoint>();
    for (var type : EventType.values()) {
      if (type != EventType.UNKNOWN) {
        var name = type.typeName();
        endpoints.put("/v1/" + name, new One(type));
        endpoints.put("/v1/" + name.charAt(0), new One(type)); // as analytics.js calls it
        endpoints.put("/v1/pixel/" + name, new Pixel(type));
        endpoints.put("/pixel/v1/" + name, new Pixel(type)); // as RudderStack does
      }
    }
    endpoints.put("/v1/batch", new Many());
    endpoints.put("/v1/b", new Many());
    endpoints.put("/v1/import", new Many());
    endpoints.put("/beacon/v1/batch", new Many());
    endpoints.put("/v1/m", new SdkMetrics());
    endpoints.put("/token", new Token());
    endpoints.put("/sourceConfig", new SourceConfig());
    for (var endpoint : Map.copyOf(endpoints).entrySet()) {
      endpoints.put(endpoint.getKey() + "/", endpoint.getValue());
    }
    return Map.copyOf(endpoints);
  }
}
