package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The web pages that may send a source's events, by their origin (RFC 6454).
 *
 * @param named as {@link #checked} answers them; every page where there is none
 */
public record Origins(Set<String> named) {

  /** Every page. */
  public static final Origins ANY = new Origins(Set.of());

  private static final Pattern SHAPE =
      Pattern.compile("https?://(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*(:[0-9]{1,5})?");

  public Origins {
    named = Set.copyOf(named);
  }

  /**
   * Answers an origin as it is compared: in lower case, without the port that its scheme has
   * anyway, as browsers send it. {@code https://*.example.com} is every host below {@code
   * example.com}.
   *
   * @throws InvalidValue if it is none
   */
  static String checked(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(lower).matches()) {
      throw new InvalidValue(
          "origin", "not like https://shop.example or https://*.example.com, without a path");
    }
    var port = lower.startsWith("https:") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }

  /** Whether the page of an origin, as a browser spells it, may send. */
  public boolean allows(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    return named.isEmpty()
        || named.contains(lower)
        || named.stream().anyMatch(each -> isBelow(lower, each));
  }

  /** Whether an origin is of a host below the one that a star stands before. */
  private static boolean isBelow(String origin, String named) {
    int star = named.indexOf('*');
    return star >= 0
        && origin.length() > named.length() - 1
        && origin.startsWith(named.substring(0, star))
        && origin.endsWith(named.substring(star + 1));
  }
}
