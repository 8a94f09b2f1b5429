package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.source.Sources;
import dev.tributary.ingest.http.Caller.Form;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Puts the tracking API before every other route and filter of the server: its requests pay for
 * nothing they do not need. Paths it does not know go on to the others.
 */
@Singleton
class TrackingRoutes {

  private final Paths paths;
  private final TrackingHandler tracking;
  private final SettingsHandler settings;
  private final ScriptHandler scripts;
  private final WebhookHandler webhooks;
  private final TokenHandler tokens;
  private final Answering answering;

  TrackingRoutes(
      Sources sources,
      TrackingHandler tracking,
      SettingsHandler settings,
      ScriptHandler scripts,
      WebhookHandler webhooks,
      TokenHandler tokens,
      Answering answering) {
    this.paths = new Paths(sources);
    this.tracking = tracking;
    this.settings = settings;
    this.scripts = scripts;
    this.webhooks = webhooks;
    this.tokens = tokens;
    this.answering = answering;
  }

  void install(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::route).failureHandler(this::fail);
  }

  /** What Vert.x refuses before any route: a request that does not say whom it is for. */
  private void fail(RoutingContext context) {
    boolean isOdd = context.statusCode() == 400 && context.request().authority() == null;
    if (isOdd && !context.response().ended()) {
      answering.send(new Caller(context.request(), Form.JSON, null), Answer.NO_HOST);
    } else {
      context.next();
    }
  }

  private void route(RoutingContext context) {
    var request = context.request();
    var transfer = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    if (transfer != null && !transfer.equalsIgnoreCase("chunked")) {
      // Where its body ends, whoever stands in between may see otherwise.
      answering.send(new Caller(request, Form.JSON, null), Answer.AMBIGUOUS_LENGTH);
      request.connection().close();
      return;
    }
    var path = request.path();
    var found = path == null ? null : paths.find(request.method(), path);
    if (found == null) {
      context.next();
      return;
    }
    var endpoint = found.endpoint();
    var form = endpoint instanceof Endpoint.Pixel ? Form.PIXEL : Form.JSON;
    var caller = new Caller(request, form, found.writeKey());
    if (request.method().equals(HttpMethod.OPTIONS)) {
      answering.preflight(request, endpoint.method());
    } else if (endpoint instanceof Endpoint.Webhook && !request.method().equals(HttpMethod.POST)) {
      answering.send(caller, Answer.WEBHOOK_THERE); // Mailchimp and Intercom look first
    } else if (!request.method().equals(endpoint.method())) {
      answering.refuseMethod(new Caller(request, Form.JSON, null), endpoint.method());
    } else {
      handle(endpoint, caller);
    }
  }

  private void handle(Endpoint endpoint, Caller caller) {
    switch (endpoint) {
      case Endpoint.One(var type) -> tracking.one(type, caller);
      case Endpoint.Many _ -> tracking.many(caller);
      case Endpoint.Pixel(var type) ->
          tracking.bare(type, PixelEvent.of(caller.request().params()), caller);
      case Endpoint.SdkMetrics _ -> tracking.sdkMetrics(caller);
      case Endpoint.ProjectSettings(var writeKey, var path) ->
          settings.segment(writeKey, path, caller);
      case Endpoint.Script(var writeKey, var path) -> scripts.script(writeKey, path, caller);
      case Endpoint.Token _ -> tokens.take(caller);
      case Endpoint.Webhook(var source, var token) -> webhooks.take(source, token, caller);
      case Endpoint.ScriptPart(var name) -> scripts.part(name, caller);
      case Endpoint.NotYetKnown _ -> answering.send(caller, Answer.UNAVAILABLE);
      case Endpoint.SourceConfig _ -> settings.rudderStack(caller);
    }
  }
}
