package dev.tributary.ingest.domain.source;

import dev.tributary.platform.domain.InvalidValue;
import java.util.regex.Pattern;

/**
 * What a write key looks like: {@code 1} to {@value #MAX_LENGTH} letters, digits and {@code . _ ~
 * -}, so that it needs no escaping in a header, a query or a path.
 */
final class WriteKeyShape {

  static final int MAX_LENGTH = 100;

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~-]+");

  private WriteKeyShape() {}

  /**
   * Answers the key.
   *
   * @throws InvalidValue if it is none
   */
  static String checked(String key) {
    if (key.length() > MAX_LENGTH) {
      throw new InvalidValue("write key", "longer than " + MAX_LENGTH + " characters");
    }
    if (!SHAPE.matcher(key).matches()) {
      throw new InvalidValue("write key", "not only letters, digits, '.', '_', '~' and '-'");
    }
    return key;
  }
}
