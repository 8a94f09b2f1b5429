package dev.tributary.ingest.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Puts the tracking API before every other route and filter of the server: its requests pay for
 * nothing they do not need. Paths it does not know go on to the others.
 */
@ApplicationScoped
class TrackingRoutes {

  private final Map<String, Endpoint> endpoints = Endpoint.byPath();
  private final TrackingHandler tracking;
  private final Answering answering;

  TrackingRoutes(TrackingHandler tracking, Answering answering) {
    this.tracking = tracking;
    this.answering = answering;
  }

  void install(@Observes Router router) {
    router.route("/v1/*").order(Integer.MIN_VALUE).handler(this::route);
  }

  private void route(RoutingContext context) {
    var request = context.request();
    var endpoint = endpoints.get(request.path());
    if (endpoint == null) {
      context.next();
    } else if (request.method().equals(HttpMethod.POST)) {
      tracking.handle(endpoint, request);
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      answering.preflight(request);
    } else {
      answering.send(request, Answer.METHOD_NOT_ALLOWED);
    }
  }
}
