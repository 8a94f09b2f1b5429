package dev.tributary.audience.domain.formula;

import dev.tributary.audience.domain.formula.Expression.Operator;
import dev.tributary.audience.domain.state.Amount;
import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Reads a formula by recursive descent: {@code +} and {@code -} bind loosest, then {@code *} and
 * {@code /}, each from the left, then the minus before a value.
 */
final class Parser {

  private static final int END = -1;

  private final String text;
  private int at;
  private int depth;

  private Parser(String text) {
    this.text = text;
  }

  static Expression parse(String text) {
    var parser = new Parser(text);
    var formula = parser.sum();
    if (parser.peek() != END) {
      throw parser.expected("an operator or the end");
    }
    return formula;
  }

  private Expression sum() {
    var left = product();
    while (peek() == '+' || peek() == '-') {
      var operator = take() == '+' ? Operator.PLUS : Operator.MINUS;
      left = new Expression.Binary(operator, left, product());
    }
    return left;
  }

  private Expression product() {
    var left = value();
    while (peek() == '*' || peek() == '/') {
      var operator = take() == '*' ? Operator.TIMES : Operator.BY;
      left = new Expression.Binary(operator, left, value());
    }
    return left;
  }

  private Expression value() {
    int first = peek();
    if (isDigit(first)) {
      return number();
    }
    if (first == '`') {
      return new Expression.Trait(quoted());
    }
    if (isNameStart(first)) {
      return nameOrCall();
    }
    if (first != '-' && first != '(') {
      throw expected("a trait, a number, a function, - or (");
    }
    enter();
    take();
    Expression inner;
    if (first == '-') {
      inner = new Expression.Negated(value());
    } else {
      inner = sum();
      expect(')', "an operator or )");
    }
    depth--;
    return inner;
  }

  private Expression number() {
    int start = at;
    skip(Parser::isDigit);
    if (here() == '.') {
      at++;
      int places = at;
      skip(Parser::isDigit);
      if (at == places) {
        throw expected("a digit");
      }
    }
    if (here() == '.' || isNameStart(here())) {
      throw expected("the number to end");
    }
    return Amount.of(Json.of(new BigDecimal(text.substring(start, at))))
        .map(Expression.Literal::new)
        .orElseThrow(() ->
            wrong(
                start,
                "the number is not below 10^30, of at most 30 digits and 30 decimal places"));
  }

  private String quoted() {
    int start = at;
    take();
    var name = new StringBuilder();
    while (here() != '`' || text.startsWith("``", at)) {
      if (here() == END) {
        throw wrong(at, "expected ` to close the name from column " + (start + 1));
      }
      name.append(text.charAt(at));
      at += here() == '`' ? 2 : 1;
    }
    at++;
    if (name.isEmpty()) {
      throw wrong(start, "the name between ` and ` is empty");
    }
    return name.toString();
  }

  private Expression nameOrCall() {
    int start = at;
    skip(character -> isNameStart(character) || isDigit(character));
    var name = text.substring(start, at);
    if (peek() != '(') {
      return new Expression.Trait(name);
    }
    var function =
        Function.named(name)
            .orElseThrow(() -> wrong(start, "expected a function (" + Function.words() + ")"));
    enter();
    var call = call(function, start);
    depth--;
    return call;
  }

  private Expression call(Function function, int start) {
    take();
    var arguments = new ArrayList<Expression>();
    int last;
    do {
      if (!arguments.isEmpty()) {
        take();
      }
      peek();
      last = at;
      arguments.add(sum());
    } while (peek() == ',');
    expect(')', "an operator, a comma or )");
    if (!function.takes(arguments.size())) {
      throw wrong(start, function.word() + " takes " + function.arity() + " arguments");
    }
    return switch (function) {
      case MIN -> new Expression.Least(arguments);
      case MAX -> new Expression.Greatest(arguments);
      case COALESCE -> new Expression.Coalesced(arguments);
      case ROUND ->
          new Expression.Rounded(
              arguments.getFirst(), arguments.size() == 1 ? 0 : places(arguments, last));
    };
  }

  private int places(List<Expression> arguments, int column) {
    if (arguments.getLast() instanceof Expression.Literal(var number)
        && number.scale() == 0
        && number.compareTo(BigDecimal.valueOf(Amount.MAX_DIGITS)) <= 0) {
      return number.intValueExact();
    }
    throw wrong(column, "expected how many digits, a whole number from 0 to " + Amount.MAX_DIGITS);
  }

  private void enter() {
    depth++;
    if (depth > Formula.MAX_DEPTH) {
      throw wrong(at, "nested deeper than " + Formula.MAX_DEPTH + " levels");
    }
  }

  private void expect(char character, String what) {
    if (peek() != character) {
      throw expected(what);
    }
    take();
  }

  private void skip(IntPredicate wanted) {
    while (wanted.test(here())) {
      at++;
    }
  }

  /** The next character that is no blank, which is the one here from now on. */
  private int peek() {
    skip(character -> character >= 0 && " \t\r\n".indexOf(character) >= 0);
    return here();
  }

  private int here() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private int take() {
    return text.charAt(at++);
  }

  private InvalidValue expected(String what) {
    return wrong(at, "expected " + what + ", found " + found());
  }

  private String found() {
    if (at == text.length()) {
      return "the end";
    }
    int character = text.codePointAt(at);
    return Character.isISOControl(character)
        ? "a control character"
        : Character.toString(character);
  }

  private static InvalidValue wrong(int at, String what) {
    return new InvalidValue("formula", "wrong at column " + (at + 1) + ": " + what);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isNameStart(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_';
  }
}
