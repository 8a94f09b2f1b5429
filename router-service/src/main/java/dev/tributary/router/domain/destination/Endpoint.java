package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL a webhook posts to.
 *
 * @param host name or literal address; an IPv6 one without brackets
 * @param target path and query as sent, never empty
 */
public record Endpoint(boolean secure, String host, int port, String target) {

  public static final int MAX_LENGTH = 2048;

  /**
   * Reads an absolute {@code http} or {@code https} URL.
   *
   * @throws InvalidValue if it is none, names no host, or carries a user name or a fragment
   */
  public static Endpoint parse(String url) {
    if (url.length() > MAX_LENGTH) {
      throw new InvalidValue("url", "longer than " + MAX_LENGTH + " characters");
    }
    var uri = uri(url);
    var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new InvalidValue("url", "not an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new InvalidValue(
          "url", "a URL with a user name or password; use a header by reference");
    }
    if (uri.getHost() == null) {
      throw new InvalidValue("url", "a URL without a valid host name");
    }
    if (uri.getRawFragment() != null) {
      throw new InvalidValue("url", "a URL with a fragment");
    }
    boolean secure = scheme.equals("https");
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new InvalidValue("url", "a URL whose port is not between 1 and 65535");
    }
    return new Endpoint(secure, withoutBrackets(uri.getHost()), port, target(uri));
  }

  /** The URL again, with the port only where it is not the scheme's own. */
  public String text() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    var suffix = port == (secure ? 443 : 80) ? "" : ":" + port;
    return (secure ? "https://" : "http://") + name + suffix + target;
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException _) {
      throw new InvalidValue("url", "not a URL");
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String target(URI uri) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
