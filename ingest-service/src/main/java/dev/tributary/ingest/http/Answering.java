package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends answers, readable from any web page, and counts them. To be used on the event loop. */
@ApplicationScoped
class Answering {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence EXPOSED = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence METHODS = HttpHeaders.createOptimized("POST, OPTIONS");

  /** By name: a star would not cover Authorization (Fetch standard). */
  private static final CharSequence ALLOWED =
      HttpHeaders.createOptimized("authorization, content-type, x-retry-count, x-write-key");

  /** Two hours, the most that Chromium honours. */
  private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("7200");

  private final IngestMetrics metrics;
  private final String retryAfter;

  Answering(IngestMetrics metrics, IngestConfig config) {
    this.metrics = metrics;
    this.retryAfter = Long.toString(config.retryAfter().toSeconds());
  }

  /** Does nothing where the client has gone or has its answer. */
  void send(HttpServerRequest request, Answer answer) {
    metrics.answered(answer);
    var response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    allowOrigin(request, response);
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    switch (answer.status()) {
      // 401 names no scheme: it would make a browser ask the visitor for a password.
      case 405 -> response.putHeader(HttpHeaders.ALLOW, METHODS);
      case 503 -> response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
      default -> {}
    }
    var _ = response.setStatusCode(answer.status()).end(answer.body());
  }

  /** Answers a browser that asks whether it may send what it wants to send. */
  void preflight(HttpServerRequest request) {
    var response = request.response();
    allowOrigin(request, response);
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE)
        .putHeader(HttpHeaders.ALLOW, METHODS);
    var _ = response.setStatusCode(204).end();
  }

  private static void allowOrigin(HttpServerRequest request, HttpServerResponse response) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      response
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
          .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
  }
}
