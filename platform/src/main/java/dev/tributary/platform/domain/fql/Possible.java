package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What one field can be where an expression is true, and where it is not. May allow too much, never
 * too little.
 */
record Possible(Candidates whenTrue, Candidates whenFalse) {

  private static final Candidates ANYTHING = new Candidates.Anything();
  private static final Candidates NOTHING = new Candidates.OneOf(Set.of());

  /** What a top-level field can be where the filter matches. */
  static Candidates where(Expr filter, String field) {
    return of(filter, new Expr.Path(List.of(field))).whenTrue;
  }

  private static Possible of(Expr expr, Expr.Path field) {
    return switch (expr) {
      case Expr.Literal(var value) when value.equals(Json.Bool.TRUE) ->
          new Possible(ANYTHING, NOTHING);
      case Expr.Literal _ -> new Possible(NOTHING, ANYTHING);
      case Expr.Not(var operand) -> {
        var possible = of(operand, field);
        yield new Possible(/* whenTrue= */ possible.whenFalse, /* whenFalse= */ possible.whenTrue);
      }
      case Expr.All(var operands) -> joined(operands, field, Possible::and);
      case Expr.Any(var operands) -> joined(operands, field, Possible::or);
      case Expr.Comparison(var operator, var left, Expr.Literal(var literal))
          when left.equals(field) ->
          compared(operator, literal);
      case Expr.Comparison _, Expr.Path _, Expr.Call _, Expr.ListOf _ ->
          new Possible(ANYTHING, ANYTHING);
    };
  }

  private static Possible joined(
      List<Expr> operands, Expr.Path field, BinaryOperator<Possible> join) {
    return operands.stream().map(each -> of(each, field)).reduce(join).orElseThrow();
  }

  private Possible and(Possible other) {
    return new Possible(whenTrue.and(other.whenTrue), whenFalse.or(other.whenFalse));
  }

  private Possible or(Possible other) {
    return new Possible(whenTrue.or(other.whenTrue), whenFalse.and(other.whenFalse));
  }

  private static Possible compared(Operator operator, Json literal) {
    return switch (operator) {
      case EQUAL -> new Possible(only(List.of(literal)), ANYTHING);
      case NOT_EQUAL -> new Possible(ANYTHING, only(List.of(literal)));
      case IN ->
          new Possible(literal instanceof Json.Arr(var items) ? only(items) : ANYTHING, ANYTHING);
      case LESS, AT_MOST, GREATER, AT_LEAST -> new Possible(ANYTHING, ANYTHING);
    };
  }

  private static Candidates only(List<Json> values) {
    var texts = new HashSet<String>();
    for (var value : values) {
      if (!(value instanceof Json.Str(var text))) {
        return ANYTHING;
      }
      texts.add(text);
    }
    return new Candidates.OneOf(texts);
  }
}
