package dev.tributary.ingest.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * A request and the form in which its answer is given.
 *
 * @param request of which the answer is sent
 */
record Caller(HttpServerRequest request, Form form) {

  /** What an answer looks like. */
  enum Form {

    /** A status and a JSON object. */
    JSON,

    /** Always 200 and an image: what shows it can do nothing about an error. */
    PIXEL
  }

  /** Of one that reads JSON. */
  static Caller json(HttpServerRequest request) {
    return new Caller(request, Form.JSON);
  }
}
