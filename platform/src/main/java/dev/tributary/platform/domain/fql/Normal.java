package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.fql.Expr.All;
import dev.tributary.platform.domain.fql.Expr.Any;
import dev.tributary.platform.domain.fql.Expr.Comparison;
import dev.tributary.platform.domain.fql.Expr.Literal;
import dev.tributary.platform.domain.fql.Expr.Not;
import dev.tributary.platform.domain.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds filters in their normal form: two filters that differ only in brackets, in the order of
 * {@code and}, {@code or}, {@code =} and lists, in repetition or in the side a literal stands on
 * become the same tree. Never changes what a filter matches.
 */
final class Normal {

  /**
   * The cheapest first, since one operand may decide; among equals by text, so that it is fixed.
   */
  private static final Comparator<Expr> ORDER =
      Comparator.<Expr>comparingInt(Normal::cost).thenComparing(Printer::print);

  private Normal() {}

  static Expr not(Expr operand) {
    return switch (operand) {
      case Literal(var value) -> new Literal(Json.of(!value.equals(Json.Bool.TRUE)));
      case Not(var inner) when inner.type() == Type.BOOL -> inner;
      case Comparison(var operator, var left, var right) when operator == Operator.EQUAL ->
          new Comparison(Operator.NOT_EQUAL, left, right);
      case Comparison(var operator, var left, var right) when operator == Operator.NOT_EQUAL ->
          new Comparison(Operator.EQUAL, left, right);
      case Not _, Comparison _, Expr.Path _, All _, Any _, Expr.Call _, Expr.ListOf _ ->
          new Not(operand);
    };
  }

  /** All of one or more conditions. */
  static Expr all(List<Expr> operands) {
    var flat = new ArrayList<Expr>();
    for (var operand : operands) {
      if (operand instanceof All(var inner)) {
        flat.addAll(inner);
      } else {
        flat.add(operand);
      }
    }
    var sorted = sortedOnce(flat);
    return sorted.size() == 1 ? sorted.getFirst() : new All(sorted);
  }

  /** At least one of one or more conditions; {@code a = 1 or a = 2} is {@code a in [1, 2]}. */
  static Expr any(List<Expr> operands) {
    var flat = new ArrayList<Expr>();
    for (var operand : operands) {
      if (operand instanceof Any(var inner)) {
        flat.addAll(inner);
      } else {
        flat.add(operand);
      }
    }
    var sorted = sortedOnce(alternativesJoined(flat));
    return sorted.size() == 1 ? sorted.getFirst() : new Any(sorted);
  }

  private static List<Expr> alternativesJoined(List<Expr> operands) {
    var joined = new ArrayList<Expr>();
    var values = new LinkedHashMap<Expr, List<Json>>();
    for (var operand : operands) {
      if (operand instanceof Comparison(var operator, var left, Literal(var literal))
          && (operator == Operator.EQUAL || operator == Operator.IN)) {
        values
            .computeIfAbsent(left, _ -> new ArrayList<>())
            .addAll(
                operator == Operator.IN && literal instanceof Json.Arr(var items)
                    ? items
                    : List.of(literal));
      } else {
        joined.add(operand);
      }
    }
    values.forEach((left, items) -> joined.addAll(alternatives(left, items)));
    return joined;
  }

  /** One comparison, or several where the list would be longer than a list may be. */
  private static List<Expr> alternatives(Expr left, List<Json> values) {
    var distinct = List.copyOf(distinct(values).values());
    var alternatives = new ArrayList<Expr>();
    for (int from = 0; from == 0 || from < distinct.size(); from += Fql.MAX_LIST) {
      var part = distinct.subList(from, Math.min(from + Fql.MAX_LIST, distinct.size()));
      alternatives.add(in(left, new Literal(new Json.Arr(part))));
    }
    return alternatives;
  }

  static Expr comparison(Operator operator, Expr left, Expr right) {
    if (operator == Operator.IN) {
      return in(left, right);
    }
    var swapped = operator.swapped();
    if (swapped.isPresent() && belongsLeft(right, left)) {
      return new Comparison(swapped.get(), right, left);
    }
    return new Comparison(operator, left, right);
  }

  static Expr list(List<Expr> items) {
    var values = new ArrayList<Json>();
    for (var item : items) {
      if (item instanceof Literal(var value)) {
        values.add(value);
      }
    }
    return values.size() == items.size()
        ? new Literal(new Json.Arr(values))
        : new Expr.ListOf(items);
  }

  private static Expr in(Expr left, Expr right) {
    if (!(right instanceof Literal(Json.Arr(var items)))) {
      return new Comparison(Operator.IN, left, right);
    }
    var byText = distinct(items);
    return byText.size() == 1
        ? comparison(Operator.EQUAL, left, new Literal(byText.firstEntry().getValue()))
        : new Comparison(
            Operator.IN, left, new Literal(new Json.Arr(List.copyOf(byText.values()))));
  }

  private static SortedMap<String, Json> distinct(List<Json> values) {
    var byText = new TreeMap<String, Json>();
    for (var value : values) {
      byText.put(Printer.print(new Literal(value)), value);
    }
    return byText;
  }

  private static boolean belongsLeft(Expr right, Expr left) {
    boolean rightIsLiteral = right instanceof Literal;
    boolean leftIsLiteral = left instanceof Literal;
    return rightIsLiteral == leftIsLiteral
        ? Printer.print(right).compareTo(Printer.print(left)) < 0
        : leftIsLiteral;
  }

  /**
   * Repetition is dropped only of what is true or false in itself: {@code x and x} is false where
   * the field {@code x} is 5, and {@code x} is 5.
   */
  private static List<Expr> sortedOnce(List<Expr> operands) {
    var sorted = new ArrayList<Expr>();
    for (var operand : operands) {
      if (operand.type() != Type.BOOL || !sorted.contains(operand)) {
        sorted.add(operand);
      }
    }
    sorted.sort(ORDER);
    return sorted;
  }

  private static int cost(Expr expr) {
    return switch (expr) {
      case Literal _ -> 0;
      case Expr.Path _ -> 1;
      case Not(var operand) -> cost(operand);
      case All(var operands) -> sum(operands);
      case Any(var operands) -> sum(operands);
      case Comparison(_, var left, var right) -> 1 + cost(left) + cost(right);
      case Expr.ListOf(var items) -> 2 + sum(items);
      case Expr.Call(var function, var arguments) ->
          (function == Function.MATCH ? 8 : 4) + sum(arguments);
    };
  }

  private static int sum(List<Expr> parts) {
    return parts.stream().mapToInt(Normal::cost).sum();
  }
}
