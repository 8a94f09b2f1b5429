package dev.tributary.connectors.domain.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How requests prove who sends them. */
public record Auth(Scheme scheme, List<Hmac> hmacs) {

  public static final Auth NONE = new Auth(new Scheme.None(), List.of());

  public Auth {
    hmacs = List.copyOf(hmacs);
  }

  /** Whether stale credentials can be renewed. */
  public boolean canRefresh() {
    return scheme instanceof Scheme.OAuth2 || scheme instanceof Scheme.Google;
  }

  /** The way of it. */
  public sealed interface Scheme {

    record None() implements Scheme {}

    record Bearer(TextTemplate token) implements Scheme {}

    /** RFC 7617. */
    record Basic(TextTemplate username, TextTemplate password) implements Scheme {}

    record Header(String name, TextTemplate value) implements Scheme {}

    record Query(String name, TextTemplate value) implements Scheme {}

    /** A token by RFC 6749. */
    record OAuth2(Exchange exchange, Optional<String> base, Header header) implements Scheme {}

    /** Signature Version 4. */
    record Aws(
        TextTemplate service,
        TextTemplate region,
        TextTemplate accessKeyId,
        TextTemplate secretAccessKey,
        Optional<TextTemplate> sessionToken)
        implements Scheme {}

    /** A service account's assertion, RFC 7523. */
    record Google(TextTemplate serviceAccount, List<String> scopes) implements Scheme {
      public Google {
        scopes = List.copyOf(scopes);
      }
    }

    /** {@code X-WSSE} by the UsernameToken profile. */
    record Wsse(TextTemplate username, TextTemplate secret) implements Scheme {}
  }

  /**
   * How a token is asked for.
   *
   * @param parameters grant, client and so on, in the order sent
   * @param post else a GET with all in the query
   * @param basic whether client id and secret go into the header
   */
  public record Exchange(
      TextTemplate url,
      Map<String, TextTemplate> parameters,
      boolean post,
      boolean basic,
      TextTemplate clientId,
      TextTemplate clientSecret) {
    public Exchange {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /**
   * A signature of each request (RFC 2104).
   *
   * @param signs over {@code {timestamp, body}}
   * @param timestamp the header that carries the time signed, seconds since 1970
   */
  public record Hmac(
      String header,
      TextTemplate secret,
      String algorithm,
      boolean base64,
      String prefix,
      TextTemplate signs,
      Optional<String> timestamp) {}
}
