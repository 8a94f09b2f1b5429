package dev.tributary.ingest.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The write key that a request brings outside its body: as the Basic user name, with or without a
 * colon after it, in {@code X-Write-Key}, or as the query parameter {@code writeKey} of a beacon.
 */
final class WriteKeyHeaders {

  private static final String BASIC = "Basic ";
  private static final CharSequence X_WRITE_KEY = HttpHeaders.createOptimized("X-Write-Key");

  private WriteKeyHeaders() {}

  /** The key; empty where the request brings none, or none that is not empty. */
  static Optional<String> of(HttpServerRequest request) {
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return userName(authorization.substring(BASIC.length()).strip());
    }
    var header = request.getHeader(X_WRITE_KEY);
    if (header != null) {
      return beforeColon(header.strip());
    }
    return request.query() == null
        ? Optional.empty()
        : Optional.ofNullable(request.getParam("writeKey")).filter(key -> !key.isEmpty());
  }

  private static Optional<String> userName(String credentials) {
    try {
      var decoded = Base64.getDecoder().decode(credentials);
      return beforeColon(new String(decoded, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.of(credentials); // no key looks like this: it will be unknown
    }
  }

  private static Optional<String> beforeColon(String text) {
    int colon = text.indexOf(':');
    var key = colon < 0 ? text : text.substring(0, colon);
    return key.isEmpty() ? Optional.empty() : Optional.of(key);
  }
}
