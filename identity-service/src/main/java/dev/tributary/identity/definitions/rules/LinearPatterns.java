package dev.tributary.identity.definitions.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tributary.identity.domain.identifier.PatternCompiler;
import dev.tributary.identity.domain.identifier.ValuePattern;
import dev.tributary.platform.domain.InvalidValue;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions in RE2's syntax, which has no way to write one that takes longer than in
 * proportion to the text: no back references, no looking around. What remains is the size of the
 * compiled expression, which counted repetitions multiply; it is bounded before and after.
 */
@ApplicationScoped
class LinearPatterns implements PatternCompiler {

  static final int MAX_LENGTH = 200;
  static final int MAX_REPETITIONS = 1_000;
  static final int MAX_SIZE = 1_000;

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  @Override
  public ValuePattern compile(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw tooCostly("longer than " + MAX_LENGTH + " characters");
    }
    if (repetitions(expression) > MAX_REPETITIONS) {
      throw tooCostly("too costly: its counted repetitions multiply to over " + MAX_REPETITIONS);
    }
    try {
      var pattern = Pattern.compile(expression);
      if (pattern.programSize() > MAX_SIZE) {
        throw tooCostly("too costly: write it with fewer repetitions");
      }
      return value -> pattern.matcher(value).find();
    } catch (PatternSyntaxException e) {
      throw new InvalidValue(
          "pattern", "not a regular expression in RE2's syntax: " + e.getDescription());
    }
  }

  /** The product of all counts, nested or not, as far as it matters. */
  private static long repetitions(String expression) {
    long product = 1;
    var matcher = REPETITION.matcher(expression);
    while (matcher.find() && product <= MAX_REPETITIONS) {
      product *= Math.max(1, Math.max(count(matcher.group(1)), count(matcher.group(2))));
    }
    return product;
  }

  private static long count(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return 0;
    }
    return digits.length() > 4 ? MAX_REPETITIONS + 1L : Long.parseLong(digits);
  }

  private static InvalidValue tooCostly(String reason) {
    return new InvalidValue("pattern", reason);
  }
}
