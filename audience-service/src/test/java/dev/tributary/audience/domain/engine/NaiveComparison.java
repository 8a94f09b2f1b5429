package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Operator;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Compares two values of which either may be missing, by what the docs say of each operator. */
final class NaiveComparison {

  private static final Json NULL = Json.Null.VALUE;

  private NaiveComparison() {}

  static boolean holds(Operator operator, Optional<Json> one, Optional<Json> other) {
    if (one.isEmpty() || other.isEmpty() || NULL.equals(one.get()) || NULL.equals(other.get())) {
      return false;
    }
    var left = one.get();
    var right = other.get();
    var texts = left instanceof Json.Str && right instanceof Json.Str;
    var items = right instanceof Json.Arr(var all) ? all : List.<Json>of();
    return switch (operator) {
      case EQUALS -> isScalar(right) && left.equals(right);
      case NOT_EQUALS -> isScalar(right) && !left.equals(right);
      case GREATER -> number(left) && number(right) && size(left).compareTo(size(right)) > 0;
      case AT_LEAST -> number(left) && number(right) && size(left).compareTo(size(right)) >= 0;
      case LESS -> number(left) && number(right) && size(left).compareTo(size(right)) < 0;
      case AT_MOST -> number(left) && number(right) && size(left).compareTo(size(right)) <= 0;
      case CONTAINS -> isScalar(right) && contains(left, right);
      case NOT_CONTAINS -> isScalar(right) && !contains(left, right);
      case STARTS_WITH -> texts && text(left).startsWith(text(right));
      case ENDS_WITH -> texts && text(left).endsWith(text(right));
      case ONE_OF -> items.contains(left);
      case NONE_OF -> right instanceof Json.Arr && !items.contains(left);
      case BEFORE -> dated(left) && dated(right) && date(left).isBefore(date(right));
      case AFTER -> dated(left) && dated(right) && date(left).isAfter(date(right));
    };
  }

  private static boolean contains(Json value, Json part) {
    return value instanceof Json.Arr(var items)
        ? items.contains(part)
        : value instanceof Json.Str && part instanceof Json.Str && text(value).contains(text(part));
  }

  private static boolean isScalar(Json value) {
    return number(value) || value instanceof Json.Str || value instanceof Json.Bool;
  }

  private static boolean number(Json value) {
    return value instanceof Json.Num;
  }

  private static BigDecimal size(Json value) {
    return ((Json.Num) value).value();
  }

  private static String text(Json value) {
    return ((Json.Str) value).value();
  }

  /** All dates that are drawn are moments in 1970. */
  private static boolean dated(Json value) {
    return value instanceof Json.Str(var text) && text.startsWith("1970-");
  }

  private static Instant date(Json value) {
    return Instant.parse(text(value));
  }
}
