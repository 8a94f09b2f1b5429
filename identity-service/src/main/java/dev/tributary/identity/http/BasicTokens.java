package dev.tributary.identity.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets callers of the Profile API show their token as Segment's callers do: as the user name of
 * Basic authentication, without a password. It is turned into the Bearer token that the rest of the
 * house knows, on the paths of that API only.
 */
@ApplicationScoped
class BasicTokens {

  static final String PATHS = "/v1/spaces/";

  private static final String BASIC = "Basic ";
  private static final int EARLY = 500;

  void register(@Observes Filters filters) {
    filters.register(BasicTokens::translate, EARLY);
  }

  private static void translate(RoutingContext context) {
    if (context.normalizedPath().startsWith(PATHS)) {
      var headers = context.request().headers();
      var header = headers.get(HttpHeaders.AUTHORIZATION);
      if (header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
        var token = token(header.substring(BASIC.length()).strip());
        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token.orElse(""));
      }
    }
    context.next();
  }

  /** The user name, where there is no password. */
  static Optional<String> token(String credentials) {
    try {
      var decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      return colon >= 0 && colon < decoded.length() - 1
          ? Optional.empty()
          : Optional.of(colon < 0 ? decoded : decoded.substring(0, colon));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
