package dev.tributary.audience.domain.engine;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes a formula from its text alone: cuts it at the operator that binds loosest, and so on.
 * For the numbers of {@link RandomRules}, which never come near a bound.
 */
final class NaiveFormula {

  private final Function<String, Optional<Json>> traits;

  private NaiveFormula(Function<String, Optional<Json>> traits) {
    this.traits = traits;
  }

  static Optional<Json> value(String text, Function<String, Optional<Json>> traits) {
    return new NaiveFormula(traits)
        .value(text.strip())
        .map(number -> Json.of(number.setScale(30, RoundingMode.HALF_EVEN)));
  }

  private Optional<BigDecimal> value(String text) {
    for (var operators : List.of("+-", "*/")) {
      int at = last(operators, text);
      if (at > 0) {
        var left = value(text.substring(0, at).strip());
        var right = value(text.substring(at + 1).strip());
        return left.isPresent() && right.isPresent()
            ? result(text.charAt(at), left.get(), right.get())
            : Optional.empty();
      }
    }
    if (text.startsWith("-")) {
      return value(text.substring(1).strip()).map(BigDecimal::negate);
    }
    if (text.endsWith(")")) {
      int open = text.indexOf('(');
      return call(text.substring(0, open), parts(text.substring(open + 1, text.length() - 1)));
    }
    if (Character.isDigit(text.charAt(0))) {
      return Optional.of(new BigDecimal(text));
    }
    return traits
        .apply(text.replace("`", ""))
        .flatMap(value ->
            value instanceof Json.Num(var number) ? Optional.of(number) : Optional.empty());
  }

  private static Optional<BigDecimal> result(char operator, BigDecimal left, BigDecimal right) {
    return switch (operator) {
      case '+' -> Optional.of(fit(left.add(right)));
      case '-' -> Optional.of(fit(left.subtract(right)));
      case '*' -> Optional.of(fit(left.multiply(right)));
      default ->
          right.signum() == 0
              ? Optional.empty()
              : Optional.of(fit(left.divide(right, MathContext.DECIMAL64)));
    };
  }

  private static BigDecimal fit(BigDecimal number) {
    return number
        .round(new MathContext(30, RoundingMode.HALF_EVEN))
        .setScale(30, RoundingMode.HALF_EVEN);
  }

  private Optional<BigDecimal> call(String function, List<String> arguments) {
    var values = arguments.stream().map(this::value).toList();
    if (function.equals("coalesce")) {
      return values.stream().flatMap(Optional::stream).findFirst();
    }
    if (values.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    var numbers = values.stream().map(Optional::orElseThrow).sorted().toList();
    return switch (function) {
      case "min" -> Optional.of(numbers.getFirst());
      case "max" -> Optional.of(numbers.getLast());
      case "round" ->
          Optional.of(
              values
                  .getFirst()
                  .orElseThrow()
                  .setScale(Integer.parseInt(arguments.getLast()), RoundingMode.HALF_EVEN));
      default -> Optional.of(numbers.getFirst());
    };
  }

  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || (text.charAt(at) == ',' && depth(text, at) == 0)) {
        parts.add(text.substring(start, at).strip());
        start = at + 1;
      }
    }
    return parts;
  }

  /** Where the last operator between two values stands that is in no brackets; 0 for nowhere. */
  private static int last(String operators, String text) {
    for (int at = text.length() - 1; at > 0; at--) {
      var before = text.substring(0, at).strip();
      if (operators.indexOf(text.charAt(at)) >= 0
          && depth(text, at) == 0
          && "+-*/(".indexOf(before.charAt(before.length() - 1)) < 0) {
        return at;
      }
    }
    return 0;
  }

  private static long depth(String text, int at) {
    var before = text.substring(0, at);
    return before.chars().filter(each -> each == '(').count()
        - before.chars().filter(each -> each == ')').count();
  }
}
