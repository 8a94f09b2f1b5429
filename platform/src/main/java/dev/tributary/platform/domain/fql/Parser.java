package dev.tributary.platform.domain.fql;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.fql.Function.Parameter;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a filter by recursive descent: {@code or} binds loosest, then {@code and}, then one
 * comparison, then {@code !}. A type that cannot work whatever the event is refused here.
 */
final class Parser {

  private final List<Token> tokens;
  private int index;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * The normalised filter.
   *
   * @throws InvalidValue if the text is none
   */
  static Expr parse(String text) {
    var parser = new Parser(Lexer.tokens(text));
    int start = parser.peek().at();
    var filter = parser.alternatives();
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.expected("and, or, or the end");
    }
    requireCondition(filter, start);
    return filter;
  }

  private Expr alternatives() {
    int start = peek().at();
    var first = conjunction();
    if (peek().kind() != Token.Kind.OR) {
      return first;
    }
    var operands = new ArrayList<>(List.of(requireCondition(first, start)));
    while (accept(Token.Kind.OR)) {
      int at = peek().at();
      operands.add(requireCondition(conjunction(), at));
    }
    return Normal.any(operands);
  }

  private Expr conjunction() {
    int start = peek().at();
    var first = comparison();
    if (peek().kind() != Token.Kind.AND) {
      return first;
    }
    var operands = new ArrayList<>(List.of(requireCondition(first, start)));
    while (accept(Token.Kind.AND)) {
      int at = peek().at();
      operands.add(requireCondition(comparison(), at));
    }
    return Normal.all(operands);
  }

  private Expr comparison() {
    var first = peek();
    var left = operand();
    var symbol = peek();
    var operator = Operator.of(symbol.text());
    if (operator.isEmpty()
        || (symbol.kind() != Token.Kind.COMPARISON && symbol.kind() != Token.Kind.IN)) {
      return left;
    }
    if (first.kind() == Token.Kind.NOT) {
      throw Lexer.wrong(first.at(), "! before a comparison needs brackets: !(... )");
    }
    index++;
    int rightAt = peek().at();
    var right = operand();
    requireComparable(operator.get(), left, first.at(), right, rightAt);
    return Normal.comparison(operator.get(), left, right);
  }

  private Expr operand() {
    enter();
    var token = peek();
    index++;
    var expr =
        switch (token.kind()) {
          case NOT -> {
            int at = peek().at();
            yield Normal.not(requireCondition(operand(), at));
          }
          case OPEN -> {
            var inner = alternatives();
            expect(Token.Kind.CLOSE, "and, or, or )");
            yield inner;
          }
          case OPEN_LIST -> list(token);
          case STRING -> new Expr.Literal(Json.of(token.text()));
          case NUMBER -> new Expr.Literal(number(token));
          case TRUE -> new Expr.Literal(Json.Bool.TRUE);
          case FALSE -> new Expr.Literal(Json.Bool.FALSE);
          case NULL -> new Expr.Literal(Json.Null.VALUE);
          case PATH -> pathOrCall(token);
          case AND, OR, IN, COMPARISON, CLOSE, CLOSE_LIST, COMMA, END -> {
            index--;
            throw expected("a value or a condition");
          }
        };
    depth--;
    return expr;
  }

  private static Json number(Token token) {
    return Json.of(new BigDecimal(token.text()).stripTrailingZeros());
  }

  private Expr list(Token open) {
    var items = new ArrayList<Expr>();
    if (!accept(Token.Kind.CLOSE_LIST)) {
      do {
        items.add(alternatives());
        if (items.size() > Fql.MAX_LIST) {
          throw Lexer.wrong(open.at(), "the list has more than " + Fql.MAX_LIST + " items");
        }
      } while (accept(Token.Kind.COMMA));
      expect(Token.Kind.CLOSE_LIST, ", or ]");
    }
    return Normal.list(items);
  }

  private Expr pathOrCall(Token token) {
    if (!accept(Token.Kind.OPEN)) {
      return new Expr.Path(token.names());
    }
    var function =
        Function.named(token.text())
            .orElseThrow(
                () -> Lexer.wrong(token.at(), "expected a function (" + Function.names() + ")"));
    var arguments = new ArrayList<Expr>();
    for (var parameter : function.parameters()) {
      if (!arguments.isEmpty()) {
        expect(Token.Kind.COMMA, ", and another argument");
      }
      int at = peek().at();
      arguments.add(requireArgument(function, parameter, alternatives(), at));
    }
    expect(Token.Kind.CLOSE, ")");
    return new Expr.Call(function, arguments);
  }

  private static Expr requireArgument(
      Function function, Parameter parameter, Expr argument, int at) {
    if (!parameter.takes(argument.type())) {
      var what = function.symbol() + " takes " + parameter.description();
      throw Lexer.wrong(at, what + ", not " + argument.type().label());
    }
    if (parameter == Parameter.GLOB && argument instanceof Expr.Literal(Json.Str(var pattern))) {
      requireGlob(pattern, at);
    }
    return argument;
  }

  private static void requireGlob(String pattern, int at) {
    try {
      Glob.of(pattern);
    } catch (InvalidValue e) {
      throw Lexer.wrong(at, "the pattern is " + e.reason());
    }
  }

  private static Expr requireCondition(Expr expr, int at) {
    return switch (expr.type()) {
      case BOOL, NULL, ANY -> expr;
      case NUMBER, STRING, LIST, OBJECT ->
          throw Lexer.wrong(at, "expected a condition, found a " + expr.type().label());
    };
  }

  private static void requireComparable(
      Operator operator, Expr left, int leftAt, Expr right, int rightAt) {
    if (operator.ordersNumbers()) {
      requireNumber(operator, left.type(), leftAt);
      requireNumber(operator, right.type(), rightAt);
    }
    if (operator == Operator.IN) {
      if (left.type() == Type.LIST) {
        throw Lexer.wrong(leftAt, "in looks for one value, not for a list");
      }
      if (right.type() != Type.LIST && right.type() != Type.ANY) {
        throw Lexer.wrong(rightAt, "in needs a list, not " + right.type().label());
      }
    }
  }

  private static void requireNumber(Operator operator, Type type, int at) {
    if (type != Type.NUMBER && type != Type.ANY) {
      throw Lexer.wrong(at, operator.symbol() + " compares numbers, not " + type.label());
    }
  }

  private void enter() {
    depth++;
    if (depth > Fql.MAX_DEPTH) {
      throw Lexer.wrong(peek().at(), "nested deeper than " + Fql.MAX_DEPTH + " levels");
    }
  }

  private boolean accept(Token.Kind kind) {
    if (peek().kind() == kind) {
      index++;
      return true;
    }
    return false;
  }

  private void expect(Token.Kind kind, String what) {
    if (!accept(kind)) {
      throw expected(what);
    }
  }

  private InvalidValue expected(String what) {
    return Lexer.wrong(peek().at(), "expected " + what + ", found " + peek().shown());
  }

  private Token peek() {
    return tokens.get(index);
  }
}
