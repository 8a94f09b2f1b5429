package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A first part of a path that stands for a source: {@code 2} to {@code 40} lower-case letters,
 * digits and hyphens, and none that the service uses itself.
 */
public final class PathAlias {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");

  private static final Set<String> TAKEN =
      Set.of(
          "analytics-next", "api", "beacon", "pixel", "rudder", "token", "v1", "v2", "well-known");

  private PathAlias() {}

  /** Whether it could be one. */
  public static boolean isOne(String segment) {
    return SHAPE.matcher(segment).matches() && !TAKEN.contains(segment);
  }

  /**
   * Answers the alias.
   *
   * @throws InvalidValue if it is none
   */
  static String checked(String alias) {
    if (TAKEN.contains(alias)) {
      throw new InvalidValue("path", "one that the service uses itself");
    }
    if (!SHAPE.matcher(alias).matches()) {
      throw new InvalidValue("path", "not 2 to 40 lower-case letters, digits and hyphens");
    }
    return alias;
  }
}
