package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web pages that may send a source's events, by their origin (RFC 6454): {@code
 * https://shop.example}, or {@code https://*.example.com} for every host below. What sends no
 * origin is no web page and is not asked.
 */
public final class Origins {

  /** Every page. */
  public static final Origins ANY = new Origins(Set.of(), List.of());

  private static final Pattern SHAPE =
      Pattern.compile("https?://(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*(:[0-9]{1,5})?");

  private final Set<String> exact;
  private final List<Below> below;

  private Origins(Set<String> exact, List<Below> below) {
    this.exact = exact;
    this.below = below;
  }

  /** Every host below one: what comes before its name, and the rest. */
  private record Below(String scheme, String rest) {
    boolean contains(String origin) {
      return origin.length() > scheme.length() + rest.length()
          && origin.startsWith(scheme)
          && origin.endsWith(rest);
    }
  }

  /** Those that a list names; every page where it names none. */
  static Origins of(List<String> named) {
    var exact = new HashSet<String>();
    var below = new ArrayList<Below>();
    for (var origin : named) {
      int star = origin.indexOf('*');
      if (star < 0) {
        exact.add(origin);
      } else {
        below.add(new Below(origin.substring(0, star), origin.substring(star + 1)));
      }
    }
    return new Origins(Set.copyOf(exact), List.copyOf(below));
  }

  /**
   * Answers an origin as it is compared.
   *
   * @throws InvalidValue if it is none
   */
  static String checked(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(lower).matches()) {
      throw new InvalidValue(
          "origin", "not like https://shop.example or https://*.example.com, without a path");
    }
    return lower;
  }

  /** Whether the page of an origin, as a browser spells it, may send. */
  public boolean allows(String origin) {
    if (exact.isEmpty() && below.isEmpty()) {
      return true;
    }
    var lower = origin.toLowerCase(Locale.ROOT);
    return exact.contains(lower) || below.stream().anyMatch(each -> each.contains(lower));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origins that && exact.equals(that.exact) && below.equals(that.below);
  }

  @Override
  public int hashCode() {
    return exact.hashCode() + 31 * below.hashCode();
  }
}
