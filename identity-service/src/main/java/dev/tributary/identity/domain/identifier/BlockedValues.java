package dev.tributary.identity.domain.identifier;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that name nobody: what programs send when they have no identifier. Everybody who sends one
 * would become one customer. Segment's suggestions, and what JavaScript, Python and Java print for
 * nothing.
 */
final class BlockedValues {

  private static final Pattern ZEROS_AND_DASHES = Pattern.compile("[0-]*");
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "-1",
          "null",
          "(null)",
          "nil",
          "none",
          "undefined",
          "nan",
          "n/a",
          "unknown",
          "anonymous",
          "true",
          "false",
          "[object object]");

  private BlockedValues() {}

  /** Whether a value, in any case and with any white space around it, names nobody. */
  static boolean contain(String value) {
    var bare = value.strip();
    return ZEROS_AND_DASHES.matcher(bare).matches()
        || PLACEHOLDERS.contains(bare.toLowerCase(Locale.ROOT));
  }
}
