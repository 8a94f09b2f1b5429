package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * A filter as a tree. Closed, immutable, compared by content; made by {@link Normal} in the one
 * form that all ways of writing the same filter share.
 */
sealed interface Expr {

  /** A value written in the filter. */
  record Literal(Json value) implements Expr {}

  /** A list of which at least one item is not a literal. */
  record ListOf(List<Expr> items) implements Expr {
    public ListOf {
      items = List.copyOf(items);
    }
  }

  /** A field of the event, by the names on the way to it. */
  record Path(List<String> names) implements Expr {
    public Path {
      names = List.copyOf(names);
    }
  }

  /** True where the operand is not. */
  record Not(Expr operand) implements Expr {}

  /** True where all of two or more operands are ({@code and}). */
  record All(List<Expr> operands) implements Expr {
    public All {
      operands = List.copyOf(operands);
    }
  }

  /** True where at least one of two or more operands is ({@code or}). */
  record Any(List<Expr> operands) implements Expr {
    public Any {
      operands = List.copyOf(operands);
    }
  }

  /** Two values compared. */
  record Comparison(Operator operator, Expr left, Expr right) implements Expr {}

  /** A function of one or two values. */
  record Call(Function function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** The type of its value, as far as the filter alone tells. */
  default Type type() {
    return switch (this) {
      case Literal(var value) -> Type.of(value);
      case ListOf _ -> Type.LIST;
      case Path _ -> Type.ANY;
      case Not _, All _, Any _, Comparison _ -> Type.BOOL;
      case Call(var function, _) -> function.result();
    };
  }

  /** The fields it reads. */
  default Stream<List<String>> paths() {
    return switch (this) {
      case Literal _ -> Stream.empty();
      case Path(var names) -> Stream.of(names);
      case Not(var operand) -> operand.paths();
      case Comparison(_, var left, var right) -> Stream.concat(left.paths(), right.paths());
      case ListOf(var items) -> items.stream().flatMap(Expr::paths);
      case All(var operands) -> operands.stream().flatMap(Expr::paths);
      case Any(var operands) -> operands.stream().flatMap(Expr::paths);
      case Call(_, var arguments) -> arguments.stream().flatMap(Expr::paths);
    };
  }
}
