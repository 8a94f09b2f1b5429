package dev.tributary.ingest.http;

import dev.tributary.ingest.domain.source.Source;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and the form in which its answer is given.
 *
 * @param pathKey the write key that its path stands for
 */
record Caller(HttpServerRequest request, Form form, @Nullable String pathKey) {

  private static final String BEARER = "Bearer ";

  /** What an answer looks like. */
  enum Form {

    /** A status and a JSON object. */
    JSON,

    /** Always 200 and an image: what shows it can do nothing about an error. */
    PIXEL
  }

  /** The write key that it brings outside its body. */
  Optional<String> writeKey() {
    var brought = WriteKeyHeaders.of(request);
    return brought.isPresent() ? brought : Optional.ofNullable(pathKey);
  }

  /** The access token that it shows. */
  Optional<String> token() {
    var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** The host as the client called it, with its port where that is not the usual one. */
  String host() {
    var authority = request.authority();
    return authority == null ? "" : authority.toString();
  }

  /** http or https. */
  String protocol() {
    var scheme = request.scheme();
    return scheme == null ? "http" : scheme;
  }

  /**
   * The user agent of a person's browser, as far as a request says that it comes from one: what
   * servers and apps call themselves is no sign of a crawler. Empty where it does not.
   */
  String browser() {
    boolean isPage = form == Form.PIXEL || request.headers().contains(HttpHeaders.ORIGIN);
    var agent = isPage ? request.getHeader(HttpHeaders.USER_AGENT) : null;
    return agent == null ? "" : agent;
  }

  /** Whether a source takes from the page that this comes from, or it comes from none. */
  boolean isAllowedBy(Source source) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || source.rules().origins().allows(origin);
  }
}
