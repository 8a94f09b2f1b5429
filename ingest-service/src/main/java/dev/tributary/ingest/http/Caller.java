package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.source.Source;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** A request and the form in which its answer is given. */
record Caller(HttpServerRequest request, Form form) {

  /** What an answer looks like. */
  enum Form {

    /** A status and a JSON object. */
    JSON,

    /** Always 200 and an image: what shows it can do nothing about an error. */
    PIXEL
  }

  /** Whether a source takes from the page that this comes from, or it comes from none. */
  boolean isAllowedBy(Source source) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || source.origins().allows(origin);
  }
}
