package dev.tributary.ingest.http;

import dev.tributary.ingest.http.Caller.Form;
import io.vertx.core.http.HttpMethod;
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
      return;
    }
    var caller = new Caller(request, endpoint instanceof Endpoint.Pixel ? Form.PIXEL : Form.JSON);
    if (request.method().equals(HttpMethod.OPTIONS)) {
      answering.preflight(request, endpoint.method());
    } else if (!request.method().equals(endpoint.method())) {
      answering.refuseMethod(new Caller(request, Form.JSON), endpoint.method());
    } else {
      handle(endpoint, caller);
    }
  }

  private @Nullable Endpoint endpoint(@Nullable String path) {
    if (path == null) {
      return null;
    }
    var known = endpoints.get(path);
    return known == null ? SettingsHandler.endpoint(path) : known;
  }

  private void handle(Endpoint endpoint, Caller caller) {
    switch (endpoint) {
      case Endpoint.One(var type) -> tracking.one(type, caller);
      case Endpoint.Many _ -> tracking.many(caller);
      case Endpoint.Pixel(var type) ->
          tracking.bare(type, PixelEvent.of(caller.request().params()), caller);
      case Endpoint.SdkMetrics _ -> {
        Runnable done = () -> answering.send(caller, Answer.SDK_METRICS);
        RequestBody.read(caller.request(), MOST_METRICS_BYTES, _ -> done.run(), done);
      }
      case Endpoint.ProjectSettings(var writeKey) -> settings.segment(writeKey, caller);
      case Endpoint.SourceConfig _ -> settings.rudderStack(caller);
    }
  }
}
