package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.InvalidValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers a user may add to requests (RFC 9110, section 5), and which of them hold secrets.
 */
final class HeaderNames {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{1,2000}");

  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "keep-alive",
          "expect",
          "user-agent",
          "idempotency-key",
          "x-signature",
          "x-tributary-signature",
          "x-tributary-timestamp",
          "x-tributary-destination",
          "proxy-connection",
          "http2-settings");

  private static final List<String> SECRET_WORDS =
      List.of(
          "auth",
          "token",
          "secret",
          "password",
          "passwd",
          "cookie",
          "api-key",
          "apikey",
          "credential",
          "signature");

  private HeaderNames() {}

  /** Why a header may not be added; empty where it may. */
  static Optional<String> refusal(String name) {
    if (!TOKEN.matcher(name).matches()) {
      return Optional.of("is not the name of an HTTP header");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("is a header that the router sets itself");
    }
    return Optional.empty();
  }

  /** Whether the name says that its value is a secret. */
  static boolean carriesSecret(String name) {
    var lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return lower.endsWith("-key") || SECRET_WORDS.stream().anyMatch(lower::contains);
  }

  /** A header's value: visible ASCII, at most 2,000 characters. */
  static String value(String text) {
    if (!fits(text)) {
      throw new InvalidValue("header", "not 1 to 2,000 visible ASCII characters");
    }
    return text;
  }

  /** Whether a text can be a header's value. */
  static boolean fits(String text) {
    return VALUE.matcher(text).matches();
  }
}
