package dev.tributary.ingest.http;

import dev.tributary.ingest.http.Caller.Form;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tracking API before every other route and filter of the server: its requests pay for
 * nothing they do not need. Paths it does not know go on to the others.
 */
@ApplicationScoped
class TrackingRoutes {

  /** What an SDK measures of itself is a list of a few counters. */
  private static final int MOST_METRICS_BYTES = 65_536;

  private static final List<String> BEGINNINGS =
      List.of("/v1/*", "/beacon/v1/*", "/pixel/v1/*", "/sourceConfig*");

  private final Map<String, Endpoint> endpoints = Endpoint.byPath();
  private final TrackingHandler tracking;
  private final SettingsHandler settings;
  private final Answering answering;

  TrackingRoutes(TrackingHandler tracking, SettingsHandler settings, Answering answering) {
    this.tracking = tracking;
    this.settings = settings;
    this.answering = answering;
  }

  void install(@Observes Router router) {
    for (var beginning : BEGINNINGS) {
      router.route(beginning).order(Integer.MIN_VALUE).handler(this::route);
    }
  }

  private void route(RoutingContext context) {
    var request = context.request();
    var endpoint = endpoint(request.path());
    if (endpoint == null) {
      context.next();
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      answering.preflight(request);
    } else if (request.method().equals(endpoint.method())) {
      handle(endpoint, request);
    } else {
      answering.send(Caller.json(request), Answer.METHOD_NOT_ALLOWED);
    }
  }

  private @Nullable Endpoint endpoint(@Nullable String path) {
    if (path == null) {
      return null;
    }
    var known = endpoints.get(path);
    return known == null ? SettingsHandler.endpoint(path) : known;
  }

  private void handle(Endpoint endpoint, HttpServerRequest request) {
    switch (endpoint) {
      case Endpoint.One(var type) -> tracking.one(type, Caller.json(request));
      case Endpoint.Many _ -> tracking.many(Caller.json(request));
      case Endpoint.Pixel(var type) ->
          tracking.bare(type, PixelEvent.of(request.params()), new Caller(request, Form.PIXEL));
      case Endpoint.SdkMetrics _ -> {
        Runnable done = () -> answering.send(Caller.json(request), Answer.SDK_METRICS);
        RequestBody.read(request, MOST_METRICS_BYTES, _ -> done.run(), done);
      }
      case Endpoint.ProjectSettings(var writeKey) -> settings.segment(writeKey, request);
      case Endpoint.SourceConfig _ -> settings.rudderStack(request);
    }
  }
}
