package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.NumberText;
import java.util.List;
import java.util.stream.Collectors;

/** Filters to text: reading the text again gives the same filter. */
final class Printer {

  private Printer() {}

  static String print(Expr expr) {
    return switch (expr) {
      case Expr.Literal(var value) -> literal(value);
      case Expr.ListOf(var items) -> "[" + joined(items, ", ") + "]";
      case Expr.Path(var names) -> path(names);
      case Expr.Not(var operand) -> "!" + operandOfNot(operand);
      case Expr.All(var operands) ->
          operands.stream().map(Printer::operandOfAnd).collect(Collectors.joining(" and "));
      case Expr.Any(var operands) -> joined(operands, " or ");
      case Expr.Comparison(var operator, var left, var right) ->
          compared(left) + " " + operator.symbol() + " " + compared(right);
      case Expr.Call(var function, var arguments) ->
          function.symbol() + "(" + joined(arguments, ", ") + ")";
    };
  }

  private static String joined(List<Expr> parts, String separator) {
    return parts.stream().map(Printer::print).collect(Collectors.joining(separator));
  }

  private static String operandOfAnd(Expr operand) {
    return operand instanceof Expr.Any ? inBrackets(operand) : print(operand);
  }

  private static String operandOfNot(Expr operand) {
    return switch (operand) {
      case Expr.All _, Expr.Any _, Expr.Comparison _ -> inBrackets(operand);
      case Expr.Not _, Expr.Literal _, Expr.ListOf _, Expr.Path _, Expr.Call _ -> print(operand);
    };
  }

  private static String compared(Expr operand) {
    return switch (operand) {
      case Expr.All _, Expr.Any _, Expr.Comparison _, Expr.Not _ -> inBrackets(operand);
      case Expr.Literal _, Expr.ListOf _, Expr.Path _, Expr.Call _ -> print(operand);
    };
  }

  private static String inBrackets(Expr expr) {
    return "(" + print(expr) + ")";
  }

  private static String literal(Json value) {
    return switch (value) {
      case Json.Str(var text) -> string(text);
      case Json.Num(var number) -> NumberText.of(number);
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _ -> "null";
      case Json.Arr(var items) ->
          items.stream().map(Printer::literal).collect(Collectors.joining(", ", "[", "]"));
      case Json.Obj _ -> throw new IllegalStateException("there are no object literals");
    };
  }

  private static String string(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '"', '\\' -> out.append('\\').append(character);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(character);
      }
    }
    return out.append('"').toString();
  }

  private static String path(List<String> names) {
    var text = names.stream().map(Printer::name).collect(Collectors.joining("."));
    boolean startsBadly = !Lexer.isPathStart(text.charAt(0));
    boolean isWord = names.size() == 1 && Token.Kind.ofWord(text) != Token.Kind.PATH;
    return startsBadly || isWord ? "\\" + text : text;
  }

  private static String name(String name) {
    var out = new StringBuilder();
    name.codePoints()
        .forEach(point -> {
          if (!Lexer.isNameCharacter(point)) {
            out.append('\\');
          }
          out.appendCodePoint(point);
        });
    return out.toString();
  }
}
