package dev.tributary.platform.domain.fql;

import java.util.Arrays;
import java.util.Optional;

/** A comparison of two values. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  IN("in");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  static Optional<Operator> of(String symbol) {
    return Arrays.stream(values()).filter(each -> each.symbol.equals(symbol)).findFirst();
  }

  /** Whether it compares sizes, which only numbers have. */
  boolean ordersNumbers() {
    return switch (this) {
      case LESS, AT_MOST, GREATER, AT_LEAST -> true;
      case EQUAL, NOT_EQUAL, IN -> false;
    };
  }

  /** Whether it holds for a number that compares so to another, as {@code compareTo} answers. */
  boolean holds(int comparison) {
    return switch (this) {
      case EQUAL, IN -> comparison == 0;
      case NOT_EQUAL -> comparison != 0;
      case LESS -> comparison < 0;
      case AT_MOST -> comparison <= 0;
      case GREATER -> comparison > 0;
      case AT_LEAST -> comparison >= 0;
    };
  }

  /** The operator that says the same with the sides swapped; {@link #IN} has none. */
  Optional<Operator> swapped() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> Optional.of(this);
      case LESS -> Optional.of(GREATER);
      case AT_MOST -> Optional.of(AT_LEAST);
      case GREATER -> Optional.of(LESS);
      case AT_LEAST -> Optional.of(AT_MOST);
      case IN -> Optional.empty();
    };
  }
}
