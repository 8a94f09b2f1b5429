package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns a filter into closures. Matching runs for every event against every filter, so what can be
 * decided once is decided here: paths are cut, globs compiled, literals taken out of their boxes.
 */
final class Compiler {

  private Compiler() {}

  static Condition condition(Expr expr) {
    return switch (expr) {
      case Expr.Literal(var value) -> {
        boolean constant = isTrue(value);
        yield _ -> constant;
      }
      case Expr.Path(var names) -> {
        var field = new FieldReader(names);
        yield event -> isTrue(field.value(event));
      }
      case Expr.Not(var operand) -> {
        var condition = condition(operand);
        yield event -> !condition.test(event);
      }
      case Expr.All(var operands) -> all(operands);
      case Expr.Any(var operands) -> any(operands);
      case Expr.Comparison comparison -> comparison(comparison);
      case Expr.Call call -> call(call);
      case Expr.ListOf _ -> _ -> false;
    };
  }

  static Operand operand(Expr expr) {
    return switch (expr) {
      case Expr.Literal(var value) -> _ -> value;
      case Expr.Path(var names) -> new FieldReader(names);
      case Expr.ListOf(var items) -> {
        var operands = items.stream().map(Compiler::operand).toArray(Operand[]::new);
        yield event -> {
          var values = new ArrayList<Json>(operands.length);
          for (var operand : operands) {
            values.add(operand.value(event));
          }
          return new Json.Arr(values);
        };
      }
      case Expr.Call(var function, var arguments) when function.result() != Type.BOOL -> {
        var argument = operand(arguments.getFirst());
        yield event -> Conversion.apply(function, argument.value(event));
      }
      case Expr.Call _, Expr.Not _, Expr.All _, Expr.Any _, Expr.Comparison _ -> {
        var condition = condition(expr);
        yield event -> Json.of(condition.test(event));
      }
    };
  }

  private static boolean isTrue(Json value) {
    return value instanceof Json.Bool(var bool) && bool;
  }

  private static Condition[] conditions(List<Expr> operands) {
    return operands.stream().map(Compiler::condition).toArray(Condition[]::new);
  }

  private static Condition all(List<Expr> operands) {
    var conditions = conditions(operands);
    return event -> {
      for (var condition : conditions) {
        if (!condition.test(event)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Condition any(List<Expr> operands) {
    var conditions = conditions(operands);
    return event -> {
      for (var condition : conditions) {
        if (condition.test(event)) {
          return true;
        }
      }
      return false;
    };
  }

  private static Condition comparison(Expr.Comparison comparison) {
    var operator = comparison.operator();
    var left = operand(comparison.left());
    return switch (operator) {
      case EQUAL -> equal(left, comparison.right());
      case NOT_EQUAL -> {
        var equal = equal(left, comparison.right());
        yield event -> !equal.test(event);
      }
      case IN -> in(left, comparison.right());
      case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(operator, left, comparison.right());
    };
  }

  private static Condition equal(Operand left, Expr right) {
    if (right instanceof Expr.Literal(Json.Str(var text))) {
      return event -> left.value(event) instanceof Json.Str(var value) && value.equals(text);
    }
    if (right instanceof Expr.Literal(var literal)) {
      return event -> left.value(event).equals(literal);
    }
    var other = operand(right);
    return event -> left.value(event).equals(other.value(event));
  }

  private static Condition ordered(Operator operator, Operand left, Expr right) {
    if (right instanceof Expr.Literal(Json.Num(BigDecimal limit))) {
      return event ->
          left.value(event) instanceof Json.Num(var number)
              && operator.holds(number.compareTo(limit));
    }
    var other = operand(right);
    return event ->
        left.value(event) instanceof Json.Num(var number)
            && other.value(event) instanceof Json.Num(var limit)
            && operator.holds(number.compareTo(limit));
  }

  private static Condition in(Operand left, Expr right) {
    if (right instanceof Expr.Literal(Json.Arr(var items))) {
      return inLiterals(left, items);
    }
    var list = operand(right);
    return event ->
        list.value(event) instanceof Json.Arr(var items) && items.contains(left.value(event));
  }

  /** Only strings are hashed: hashing a number costs more than comparing it. */
  private static Condition inLiterals(Operand left, List<Json> items) {
    var texts = new HashSet<String>();
    var others = new ArrayList<Json>();
    for (var item : items) {
      if (item instanceof Json.Str(var text)) {
        texts.add(text);
      } else {
        others.add(item);
      }
    }
    Set<String> strings = Set.copyOf(texts);
    return event -> {
      var value = left.value(event);
      return value instanceof Json.Str(var text) ? strings.contains(text) : others.contains(value);
    };
  }

  private static Condition call(Expr.Call call) {
    var first = operand(call.arguments().getFirst());
    return switch (call.function()) {
      case CONTAINS -> contains(first, call.arguments().getLast());
      case MATCH -> match(first, call.arguments().getLast());
      case BOOL -> event -> Conversion.truth(first.value(event));
      case LENGTH, LOWERCASE, UPPERCASE, SNAKECASE, KEBABCASE, TITLECASE, TYPEOF, STRING, NUMBER ->
          event -> isTrue(Conversion.apply(call.function(), first.value(event)));
    };
  }

  private static Condition contains(Operand text, Expr part) {
    var other = operand(part);
    return event ->
        text.value(event) instanceof Json.Str(var whole)
            && other.value(event) instanceof Json.Str(var piece)
            && whole.contains(piece);
  }

  private static Condition match(Operand text, Expr pattern) {
    if (pattern instanceof Expr.Literal(Json.Str(var literal))) {
      var glob = Glob.of(literal);
      return event -> text.value(event) instanceof Json.Str(var value) && glob.matches(value);
    }
    var other = operand(pattern);
    return event ->
        text.value(event) instanceof Json.Str(var value)
            && other.value(event) instanceof Json.Str(var written)
            && Glob.tryOf(written).map(glob -> glob.matches(value)).orElse(false);
  }
}
