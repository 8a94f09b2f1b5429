package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that a user of the connector says once a destination.
 *
 * @param secret whether a definition holds a reference to it, never the value
 * @param otherwise its value where the destination gives none
 */
public record Setting(
    String name,
    Text text,
    Type type,
    boolean required,
    boolean secret,
    Optional<Json> otherwise,
    Values values) {

  /** For a person. */
  public record Text(String title, String description) {}

  /**
   * Which values it may have.
   *
   * @param choices the only ones, where there are any
   * @param pattern of the whole value
   */
  public record Values(List<String> choices, Optional<Pattern> pattern) {
    public Values {
      choices = List.copyOf(choices);
    }

    /** Whether every value is known to be harmless in a host name. */
    boolean bounded() {
      return !choices.isEmpty() || pattern.isPresent();
    }
  }

  /** What JSON it is. */
  public enum Type {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    /** Headers by name that each request carries too; each a text or a secret. */
    HEADERS
  }

  /** Why a value is wrong; empty where it is right. The value itself is not named. */
  public Optional<String> refusal(Json value) {
    boolean fits =
        switch (type) {
          case STRING -> value instanceof Json.Str;
          case NUMBER -> value instanceof Json.Num;
          case INTEGER ->
              value instanceof Json.Num(var number) && number.stripTrailingZeros().scale() <= 0;
          case BOOLEAN -> value instanceof Json.Bool;
          case HEADERS -> value instanceof Json.Obj;
        };
    if (!fits) {
      var wanted = type.name().toLowerCase(Locale.ROOT);
      return Optional.of("is not a " + wanted + " but " + value.typeName());
    }
    if (value instanceof Json.Str(var text)) {
      if (text.isEmpty() && required) {
        return Optional.of("is empty");
      }
      if (!values.choices().isEmpty() && !values.choices().contains(text)) {
        return Optional.of("is none of " + String.join(", ", values.choices()));
      }
      if (values.pattern().isPresent() && !values.pattern().get().matcher(text).matches()) {
        return Optional.of("does not fit " + values.pattern().get().pattern());
      }
    }
    return Optional.empty();
  }
}
