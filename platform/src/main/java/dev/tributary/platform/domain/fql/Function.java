package dev.tributary.platform.domain.fql;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The functions of the language, with the types each takes and answers. Every function takes null,
 * and any value it cannot use counts as null; what it then answers is in {@code docs/fql.md}.
 */
enum Function {
  CONTAINS("contains"),
  MATCH("match"),
  LENGTH("length"),
  LOWERCASE("lowercase"),
  UPPERCASE("uppercase"),
  SNAKECASE("snakecase"),
  KEBABCASE("kebabcase"),
  TITLECASE("titlecase"),
  TYPEOF("typeof"),
  BOOL("bool"),
  STRING("string"),
  NUMBER("number");

  private final String symbol;

  Function(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  /** The type of its value; {@link Type#ANY} where that can be null. */
  Type result() {
    return switch (this) {
      case CONTAINS, MATCH, BOOL -> Type.BOOL;
      case LENGTH -> Type.NUMBER;
      case TYPEOF, STRING -> Type.STRING;
      case LOWERCASE, UPPERCASE, SNAKECASE, KEBABCASE, TITLECASE, NUMBER -> Type.ANY;
    };
  }

  List<Parameter> parameters() {
    return switch (this) {
      case CONTAINS -> List.of(Parameter.TEXT, Parameter.TEXT);
      case MATCH -> List.of(Parameter.TEXT, Parameter.GLOB);
      case LENGTH -> List.of(Parameter.TEXT_OR_LIST);
      case LOWERCASE, UPPERCASE, SNAKECASE, KEBABCASE, TITLECASE -> List.of(Parameter.TEXT);
      case TYPEOF, BOOL, STRING -> List.of(Parameter.ANYTHING);
      case NUMBER -> List.of(Parameter.TEXT_OR_NUMBER);
    };
  }

  static Optional<Function> named(String symbol) {
    return Arrays.stream(values()).filter(each -> each.symbol.equals(symbol)).findFirst();
  }

  /** All names, for a message. */
  static String names() {
    return Arrays.stream(values()).map(Function::symbol).sorted().collect(Collectors.joining(", "));
  }

  /** What an argument may be. */
  enum Parameter {
    TEXT("a string"),
    GLOB("a pattern"),
    TEXT_OR_LIST("a string or a list"),
    TEXT_OR_NUMBER("a string or a number"),
    ANYTHING("a value");

    private final String description;

    Parameter(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }

    boolean takes(Type type) {
      return switch (type) {
        case ANY, NULL, STRING -> true;
        case LIST -> this == TEXT_OR_LIST || this == ANYTHING;
        case NUMBER -> this == TEXT_OR_NUMBER || this == ANYTHING;
        case BOOL, OBJECT -> this == ANYTHING;
      };
    }
  }
}
