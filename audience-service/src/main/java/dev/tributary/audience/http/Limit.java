package dev.tributary.audience.http;

import dev.tributary.platform.domain.InvalidValue;

/** How many items a page may have, as the caller wrote it. */
final class Limit {

  private Limit() {}

  /** Read here, as JAX-RS would answer 404 to what is no number. */
  static int of(String text, int most) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // As wrong as a number out of bounds.
    }
    throw new InvalidValue("limit", "not a number between 1 and " + most);
  }
}
