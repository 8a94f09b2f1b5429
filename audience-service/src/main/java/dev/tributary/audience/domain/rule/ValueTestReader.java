package dev.tributary.audience.domain.rule;

import dev.tributary.audience.domain.rule.ValueTest.Moment;
import dev.tributary.audience.domain.rule.ValueTest.Relation;
import dev.tributary.platform.domain.definition.SpecReader;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads the one operator of a trait condition. */
final class ValueTestReader {

  static final List<String> OPERATORS =
      List.of(
          "equals",
          "notEquals",
          "gt",
          "gte",
          "lt",
          "lte",
          "contains",
          "notContains",
          "startsWith",
          "endsWith",
          "exists",
          "oneOf",
          "noneOf",
          "before",
          "after",
          "withinLast",
          "withinNext",
          "beforeLast",
          "afterNext");
  private static final int MOST_OPERANDS = 1_000;
  private static final ValueTest NOTHING = new ValueTest.OneOf(List.of());

  private ValueTestReader() {}

  /** The operators that are there. */
  static List<String> operators(SpecReader reader) {
    return OPERATORS.stream().filter(reader::has).toList();
  }

  static ValueTest read(SpecReader reader) {
    var given = operators(reader);
    if (given.size() != 1) {
      reader.rejectWhole("has not exactly one of " + String.join(", ", OPERATORS));
    }
    if (given.isEmpty()) {
      return NOTHING;
    }
    given.forEach(reader::optionalJson);
    var operator = given.getFirst();
    return switch (operator) {
      case "equals" -> new ValueTest.Equal(scalar(reader, operator));
      case "notEquals" -> new ValueTest.NotEqual(scalar(reader, operator));
      case "gt" -> new ValueTest.Compared(Relation.GREATER, number(reader, operator));
      case "gte" -> new ValueTest.Compared(Relation.AT_LEAST, number(reader, operator));
      case "lt" -> new ValueTest.Compared(Relation.LESS, number(reader, operator));
      case "lte" -> new ValueTest.Compared(Relation.AT_MOST, number(reader, operator));
      case "contains" -> new ValueTest.Contains(scalar(reader, operator));
      case "notContains" -> new ValueTest.NotContains(scalar(reader, operator));
      case "startsWith" -> new ValueTest.StartsWith(reader.string(operator));
      case "endsWith" -> new ValueTest.EndsWith(reader.string(operator));
      case "exists" -> new ValueTest.Exists(reader.bool(operator, true));
      case "oneOf" -> new ValueTest.OneOf(scalars(reader, operator));
      case "noneOf" -> new ValueTest.NoneOf(scalars(reader, operator));
      case "before" -> new ValueTest.Before(date(reader, operator));
      case "after" -> new ValueTest.After(date(reader, operator));
      case "withinLast" -> relative(reader, operator, Moment.WITHIN_LAST);
      case "withinNext" -> relative(reader, operator, Moment.WITHIN_NEXT);
      case "beforeLast" -> relative(reader, operator, Moment.BEFORE_LAST);
      default -> relative(reader, operator, Moment.AFTER_NEXT);
    };
  }

  private static long date(SpecReader reader, String operator) {
    var date = Dates.millis(reader.string(operator));
    if (date.isEmpty()) {
      reader.reject(operator, "is no date such as 2026-01-31 or 2026-01-31T10:00:00Z");
    }
    return date.orElse(0);
  }

  private static ValueTest relative(SpecReader reader, String operator, Moment moment) {
    var time = reader.duration(operator);
    if (time.compareTo(Window.LONGEST) > 0) {
      reader.reject(operator, "is longer than 10 years (3650d)");
      return NOTHING;
    }
    return new ValueTest.Relative(moment, time.toMillis());
  }

  private static BigDecimal number(SpecReader reader, String operator) {
    return reader.optionalNumber(operator).orElse(BigDecimal.ZERO);
  }

  private static Json scalar(SpecReader reader, String operator) {
    var value = reader.optionalJson(operator).filter(Operator::isScalar);
    if (value.isEmpty()) {
      reader.reject(operator, "is not a string, a number, true or false");
    }
    return value.orElse(Json.Bool.FALSE);
  }

  private static List<Json> scalars(SpecReader reader, String operator) {
    Optional<Json> list = reader.optionalJson(operator);
    if (list.isPresent()
        && list.get() instanceof Json.Arr(var items)
        && !items.isEmpty()
        && items.size() <= MOST_OPERANDS
        && items.stream().allMatch(Operator::isScalar)) {
      return items;
    }
    reader.reject(
        operator,
        "is not an array of strings, numbers and booleans, at least one and at most "
            + MOST_OPERANDS);
    return List.of();
  }
}
