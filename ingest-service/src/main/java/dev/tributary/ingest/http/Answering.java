package dev.tributary.ingest.http;

import dev.tributary.ingest.config.IngestConfig;
import dev.tributary.ingest.http.ScriptHandler.Script;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Base64;

/** Sends answers, readable from any web page, and counts them. To be used on the event loop. */
@Singleton
class Answering {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized("Retry-After, X-RateLimit-Reset");
  private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
  private static final CharSequence METHODS = HttpHeaders.createOptimized("POST, GET, OPTIONS");
  private static final CharSequence IMAGE = HttpHeaders.createOptimized("image/gif");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  /** For as long as an SDK may go on with what was true before. */
  private static final CharSequence FIVE_MINUTES = HttpHeaders.createOptimized("max-age=300");

  private static final CharSequence FOR_EVER =
      HttpHeaders.createOptimized("max-age=31536000, immutable");
  private static final CharSequence SCRIPT =
      HttpHeaders.createOptimized("text/javascript; charset=utf-8");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  /** A transparent image of one pixel. */
  private static final Buffer PIXEL =
      Buffer.buffer(
          Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));

  /** By name: a star would not cover Authorization (Fetch standard). */
  private static final CharSequence ALLOWED =
      HttpHeaders.createOptimized(
          "anonymousid, authorization, content-type, sentat, x-retry-count, x-write-key");

  /** Two hours, the most that Chromium honours. */
  private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("7200");

  private final IngestMetrics metrics;
  private final String retryAfter;

  Answering(IngestMetrics metrics, IngestConfig config) {
    this.metrics = metrics;
    this.retryAfter = Long.toString(config.retryAfter().toSeconds());
  }

  /** Does nothing where the client has gone or has its answer. */
  void send(Caller caller, Answer answer) {
    metrics.answered(answer);
    var response = caller.request().response();
    if (response.ended() || response.closed()) {
      return;
    }
    allowOrigin(caller.request(), response);
    switch (caller.form()) {
      case JSON -> json(response, answer);
      case PIXEL -> pixel(response);
    }
  }

  /** As the other; nobody may keep it. */
  void sendOnce(Caller caller, Answer answer) {
    caller.request().response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    send(caller, answer);
  }

  /** As the other; for a while it may be kept, by whoever stands in between too. */
  void sendToKeep(Caller caller, Answer answer) {
    caller
        .request()
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, FIVE_MINUTES)
        .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN); // else a page gets what no page asked for
    send(caller, answer);
  }

  /** How long a script may be kept by whoever stands in between. */
  enum Keeping {

    /** It changes with the source's definition. */
    MINUTES,

    /** Its name changes when its content does. */
    FOR_EVER
  }

  /** Gives a script, compressed where the client can read that; none where it has this one. */
  void sendScript(Caller caller, Script script, Keeping keeping) {
    metrics.answered(Answer.SCRIPT);
    var response = caller.request().response();
    if (response.ended() || response.closed()) {
      return;
    }
    allowOrigin(caller.request(), response);
    response
        .putHeader(HttpHeaders.VARY, "accept-encoding, origin")
        .putHeader(HttpHeaders.ETAG, script.tag())
        .putHeader(
            HttpHeaders.CACHE_CONTROL,
            switch (keeping) {
              case MINUTES -> FIVE_MINUTES;
              case FOR_EVER -> FOR_EVER;
            });
    if (script.tag().equals(caller.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      var _ = response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, SCRIPT);
    boolean readsGzip =
        caller.request().headers().contains(HttpHeaders.ACCEPT_ENCODING)
            && caller.request().getHeader(HttpHeaders.ACCEPT_ENCODING).contains(GZIP);
    if (readsGzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    }
    var _ = response.end(readsGzip ? script.gzipped() : script.plain());
  }

  /** Says that a path takes another method. */
  void refuseMethod(Caller caller, HttpMethod taken) {
    caller.request().response().putHeader(HttpHeaders.ALLOW, taken + ", OPTIONS");
    send(caller, Answer.methodNotAllowed(taken));
  }

  private static void pixel(HttpServerResponse response) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, IMAGE)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    var _ = response.end(PIXEL);
  }

  private void json(HttpServerResponse response, Answer answer) {
    if (answer.body().length() > 0) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    }
    if (answer.status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter);
    } else if (answer.retryAfterSeconds() > 0) {
      var seconds = Long.toString(answer.retryAfterSeconds());
      response.putHeader(HttpHeaders.RETRY_AFTER, seconds).putHeader(RESET, seconds);
    } // A 401 names no scheme: it would make a browser ask the visitor for a password.
    var _ = response.setStatusCode(answer.status()).end(answer.body());
  }

  /** Answers a browser that asks whether it may send what it wants to send. */
  void preflight(HttpServerRequest request, HttpMethod taken) {
    var response = request.response();
    allowOrigin(request, response);
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE)
        .putHeader(HttpHeaders.ALLOW, taken + ", OPTIONS");
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
