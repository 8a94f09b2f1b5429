package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.rule.ValueTest.Relation;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a value is compared with another that is known only when it is asked for. */
public enum Operator {
  EQUALS("equals"),
  NOT_EQUALS("notEquals"),
  GREATER("gt"),
  AT_LEAST("gte"),
  LESS("lt"),
  AT_MOST("lte"),
  CONTAINS("contains"),
  NOT_CONTAINS("notContains"),
  STARTS_WITH("startsWith"),
  ENDS_WITH("endsWith"),
  ONE_OF("oneOf"),
  NONE_OF("noneOf"),
  BEFORE("before"),
  AFTER("after");

  private final String word;

  Operator(String word) {
    this.word = word;
  }

  /** As definitions spell it. */
  public String word() {
    return word;
  }

  static Optional<Operator> named(String word) {
    return Arrays.stream(values()).filter(operator -> operator.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Operator::word).toList();
  }

  /**
   * The test against a value; nothing where the operator does not take one of its type, which then
   * nothing passes.
   */
  public Optional<ValueTest> against(Optional<Json> operand) {
    return operand.flatMap(this::test);
  }

  private Optional<ValueTest> test(Json operand) {
    return switch (this) {
      case EQUALS -> scalar(operand).map(ValueTest.Equal::new);
      case NOT_EQUALS -> scalar(operand).map(ValueTest.NotEqual::new);
      case GREATER -> compared(Relation.GREATER, operand);
      case AT_LEAST -> compared(Relation.AT_LEAST, operand);
      case LESS -> compared(Relation.LESS, operand);
      case AT_MOST -> compared(Relation.AT_MOST, operand);
      case CONTAINS -> scalar(operand).map(ValueTest.Contains::new);
      case NOT_CONTAINS -> scalar(operand).map(ValueTest.NotContains::new);
      case STARTS_WITH -> text(operand).map(ValueTest.StartsWith::new);
      case ENDS_WITH -> text(operand).map(ValueTest.EndsWith::new);
      case ONE_OF -> items(operand).map(ValueTest.OneOf::new);
      case NONE_OF -> items(operand).map(ValueTest.NoneOf::new);
      case BEFORE -> date(operand).map(ValueTest.Before::new);
      case AFTER -> date(operand).map(ValueTest.After::new);
    };
  }

  private static Optional<ValueTest> compared(Relation relation, Json operand) {
    return operand instanceof Json.Num(BigDecimal number)
        ? Optional.of(new ValueTest.Compared(relation, number))
        : Optional.empty();
  }

  private static Optional<Json> scalar(Json operand) {
    return Optional.of(operand).filter(Operator::isScalar);
  }

  /** A text, a number, true or false. */
  static boolean isScalar(Json value) {
    return switch (value) {
      case Json.Str _, Json.Num _, Json.Bool _ -> true;
      case Json.Obj _, Json.Arr _, Json.Null _ -> false;
    };
  }

  private static Optional<String> text(Json operand) {
    return operand instanceof Json.Str(var text) ? Optional.of(text) : Optional.empty();
  }

  private static Optional<List<Json>> items(Json operand) {
    return operand instanceof Json.Arr(var items) ? Optional.of(items) : Optional.empty();
  }

  private static Optional<Long> date(Json operand) {
    OptionalLong millis = Dates.millis(operand);
    return millis.isPresent() ? Optional.of(millis.getAsLong()) : Optional.empty();
  }
}
