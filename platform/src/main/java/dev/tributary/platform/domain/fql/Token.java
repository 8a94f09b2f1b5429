package dev.tributary.platform.domain.fql;

import java.util.List;

/**
 * A word of a filter.
 *
 * @param at the offset of its first character
 * @param text as written; of a string its value
 * @param names of a path, what lies between the dots, unescaped; else empty
 */
record Token(Kind kind, int at, String text, List<String> names) {

  private static final int MAX_SHOWN = 20;

  Token {
    names = List.copyOf(names);
  }

  static Token of(Kind kind, int at, String text) {
    return new Token(kind, at, text, List.of());
  }

  /** The token for a message; what a string holds is not shown. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "a string";
      case NUMBER, PATH, AND, OR, IN, TRUE, FALSE, NULL, NOT, COMPARISON -> shortText();
      case OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA -> shortText();
    };
  }

  private String shortText() {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /** What tokens there are. */
  enum Kind {
    STRING,
    NUMBER,
    PATH,
    AND,
    OR,
    IN,
    TRUE,
    FALSE,
    NULL,
    NOT,
    COMPARISON,
    OPEN,
    CLOSE,
    OPEN_LIST,
    CLOSE_LIST,
    COMMA,
    END;

    /** The kind of a word: a reserved one, or a path. */
    static Kind ofWord(String word) {
      return switch (word) {
        case "and" -> AND;
        case "or" -> OR;
        case "in" -> IN;
        case "true" -> TRUE;
        case "false" -> FALSE;
        case "null" -> NULL;
        default -> PATH;
      };
    }
  }
}
