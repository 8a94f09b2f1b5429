package dev.tributary.audience.domain.formula;

import dev.tributary.audience.domain.state.Amount;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A formula as a tree. The value of each node is a number within the bounds of {@link Amount}, or
 * absent; see {@link Decimals} for what comes of two numbers.
 */
sealed interface Expression {

  /** A number written in the formula. */
  record Literal(BigDecimal number) implements Expression {}

  /** A trait's value, where it is a number that {@link Amount} takes. */
  record Trait(String name) implements Expression {}

  /** The number with the other sign. */
  record Negated(Expression operand) implements Expression {}

  /** What an operator makes of two numbers. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /** The least of them; absent if one is. */
  record Least(List<Expression> operands) implements Expression {

    public Least {
      operands = List.copyOf(operands);
    }
  }

  /** The greatest of them; absent if one is. */
  record Greatest(List<Expression> operands) implements Expression {

    public Greatest {
      operands = List.copyOf(operands);
    }
  }

  /** The number with so many decimal places at most, rounded half even. */
  record Rounded(Expression operand, int places) implements Expression {}

  /** The first of them that is not absent. */
  record Coalesced(List<Expression> operands) implements Expression {

    public Coalesced {
      operands = List.copyOf(operands);
    }
  }

  /** The four operations. */
  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    BY;

    private Optional<BigDecimal> of(BigDecimal left, BigDecimal right) {
      return switch (this) {
        case PLUS -> Decimals.bounded(left.add(right));
        case MINUS -> Decimals.bounded(left.subtract(right));
        case TIMES -> Decimals.bounded(left.multiply(right));
        case BY -> Decimals.quotient(left, right);
      };
    }
  }

  /** The number; nothing where it is absent. */
  default Optional<BigDecimal> value(Function<String, Optional<Json>> traits) {
    return switch (this) {
      case Literal(var number) -> Optional.of(number);
      case Trait(var name) -> traits.apply(name).flatMap(Amount::of);
      case Negated(var operand) -> operand.value(traits).map(BigDecimal::negate);
      case Binary(var operator, var left, var right) ->
          left.value(traits)
              .flatMap(one -> right.value(traits).flatMap(other -> operator.of(one, other)));
      case Least(var operands) ->
          values(operands, traits).map(all -> all.stream().reduce(BigDecimal::min).orElseThrow());
      case Greatest(var operands) ->
          values(operands, traits).map(all -> all.stream().reduce(BigDecimal::max).orElseThrow());
      case Rounded(var operand, var places) ->
          operand.value(traits).flatMap(number -> Decimals.rounded(number, places));
      case Coalesced(var operands) ->
          operands.stream().flatMap(operand -> operand.value(traits).stream()).findFirst();
    };
  }

  /** All of them; nothing where one is absent. */
  private static Optional<List<BigDecimal>> values(
      List<Expression> operands, Function<String, Optional<Json>> traits) {
    var values = new ArrayList<BigDecimal>(operands.size());
    for (var operand : operands) {
      var value = operand.value(traits);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }

  /** Adds the names of all traits in it. */
  default void collectNames(Set<String> names) {
    switch (this) {
      case Literal _ -> {}
      case Trait(var name) -> names.add(name);
      case Negated(var operand) -> operand.collectNames(names);
      case Rounded(var operand, _) -> operand.collectNames(names);
      case Binary(_, var left, var right) -> {
        left.collectNames(names);
        right.collectNames(names);
      }
      case Least(var operands) -> operands.forEach(operand -> operand.collectNames(names));
      case Greatest(var operands) -> operands.forEach(operand -> operand.collectNames(names));
      case Coalesced(var operands) -> operands.forEach(operand -> operand.collectNames(names));
    }
  }
}
