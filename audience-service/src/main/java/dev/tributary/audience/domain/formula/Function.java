package dev.tributary.audience.domain.formula;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A function that formulas may call, and how many arguments it takes. */
enum Function {
  MIN(2, Integer.MAX_VALUE),
  MAX(2, Integer.MAX_VALUE),
  ROUND(1, 2),
  COALESCE(2, Integer.MAX_VALUE);

  private final int fewest;
  private final int most;

  Function(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  static Optional<Function> named(String word) {
    return Arrays.stream(values()).filter(function -> function.word().equals(word)).findFirst();
  }

  /** All of them, to be shown. */
  static String words() {
    return Arrays.stream(values()).map(Function::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takes(int arguments) {
    return arguments >= fewest && arguments <= most;
  }

  /** How many arguments it takes, to be shown. */
  String arity() {
    return most == Integer.MAX_VALUE ? fewest + " or more" : fewest + " or " + most;
  }
}
