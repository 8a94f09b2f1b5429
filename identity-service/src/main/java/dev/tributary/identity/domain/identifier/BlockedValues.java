package dev.tributary.identity.domain.identifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values that name nobody. Everybody who sends one would become one customer.
 *
 * @param values compared in any case and with any white space around them
 * @param patterns compared as the value is written, white space around it apart
 * @param defaults whether what programs send when they have no identifier is among them: Segment's
 *     suggestions, and what JavaScript, Python and Java print for nothing
 */
public record BlockedValues(Set<String> values, List<ValuePattern> patterns, boolean defaults) {

  /** What holds where nobody has set anything. */
  public static final BlockedValues DEFAULT = new BlockedValues(Set.of(), List.of(), true);

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
  private static final int LONGEST_PLACEHOLDER =
      PLACEHOLDERS.stream().mapToInt(String::length).max().orElse(0);

  public BlockedValues {
    var bare = new HashSet<String>();
    values.forEach(value -> bare.add(bare(value)));
    values = Set.copyOf(bare);
    patterns = List.copyOf(patterns);
  }

  /** These and more, with the placeholders as the others say. */
  public BlockedValues and(BlockedValues more) {
    var allValues = new HashSet<>(values);
    allValues.addAll(more.values);
    var allPatterns = new ArrayList<>(patterns);
    allPatterns.addAll(more.patterns);
    return new BlockedValues(allValues, allPatterns, more.defaults);
  }

  /** Whether a value names nobody. */
  public boolean contain(String value) {
    var stripped = value.strip();
    if (defaults && isPlaceholder(stripped)) {
      return true;
    }
    if (!values.isEmpty() && values.contains(stripped.toLowerCase(Locale.ROOT))) {
      return true;
    }
    for (var pattern : patterns) {
      if (pattern.isFoundIn(stripped)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlaceholder(String value) {
    return isZerosAndDashes(value)
        || (value.length() <= LONGEST_PLACEHOLDER
            && PLACEHOLDERS.contains(value.toLowerCase(Locale.ROOT)));
  }

  private static boolean isZerosAndDashes(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) != '0' && value.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  private static String bare(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
