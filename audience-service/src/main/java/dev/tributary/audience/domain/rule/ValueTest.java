package dev.tributary.audience.domain.rule;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A test of a trait's value. A missing value and null pass nothing but {@code exists: false}: to
 * differ, not to contain and to be none of a list all need a value. A value of another type than
 * the test needs is not equal, not greater, not contained; it is different. Text is compared case
 * by case.
 */
public sealed interface ValueTest {

  /** Equal to a text, number or boolean. */
  record Equal(Json operand) implements ValueTest {}

  /** There, and not equal. */
  record NotEqual(Json operand) implements ValueTest {}

  /** A number in that relation to another. */
  record Compared(Relation relation, BigDecimal operand) implements ValueTest {}

  /** A text with that part, or an array with that item. */
  record Contains(Json operand) implements ValueTest {}

  /** There, and without that part or item. */
  record NotContains(Json operand) implements ValueTest {}

  /** A text with that beginning. */
  record StartsWith(String operand) implements ValueTest {}

  /** A text with that ending. */
  record EndsWith(String operand) implements ValueTest {}

  /** There, or not there. */
  record Exists(boolean there) implements ValueTest {}

  /** Equal to one of them. */
  record OneOf(List<Json> operands) implements ValueTest {

    public OneOf {
      operands = List.copyOf(operands);
    }
  }

  /** There, and equal to none of them. */
  record NoneOf(List<Json> operands) implements ValueTest {

    public NoneOf {
      operands = List.copyOf(operands);
    }
  }

  /** How two numbers stand to each other. */
  enum Relation {
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST;

    boolean holds(int comparison) {
      return switch (this) {
        case GREATER -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
      };
    }
  }

  /** Whether the value, where there is one, passes. */
  default boolean passes(Optional<Json> given) {
    var present = given.filter(value -> !(value instanceof Json.Null));
    if (this instanceof Exists(var there)) {
      return present.isPresent() == there;
    }
    return present.filter(this::passesPresent).isPresent();
  }

  private boolean passesPresent(Json value) {
    return switch (this) {
      case Equal(var operand) -> value.equals(operand);
      case NotEqual(var operand) -> !value.equals(operand);
      case Compared(var relation, var operand) ->
          value instanceof Json.Num(var number) && relation.holds(number.compareTo(operand));
      case Contains(var operand) -> contains(value, operand);
      case NotContains(var operand) -> !contains(value, operand);
      case StartsWith(var operand) ->
          value instanceof Json.Str(var text) && text.startsWith(operand);
      case EndsWith(var operand) -> value instanceof Json.Str(var text) && text.endsWith(operand);
      case Exists(var there) -> there;
      case OneOf(var operands) -> operands.contains(value);
      case NoneOf(var operands) -> !operands.contains(value);
    };
  }

  private static boolean contains(Json value, Json operand) {
    return switch (value) {
      case Json.Str(var text) -> operand instanceof Json.Str(var part) && text.contains(part);
      case Json.Arr(var items) -> items.contains(operand);
      case Json.Obj _, Json.Num _, Json.Bool _, Json.Null _ -> false;
    };
  }
}
