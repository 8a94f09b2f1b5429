package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.NumberText;
import dev.tributary.platform.domain.mapping.Mapping;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One value that an action takes, in the vendor's own spelling.
 *
 * @param usual how it is made of the event if the destination does not say
 */
public record Field(
    String name,
    Setting.Text text,
    Type type,
    boolean required,
    Optional<Default> usual,
    List<String> choices) {

  private static final int MAX_NUMBER = 100;

  public Field {
    choices = List.copyOf(choices);
  }

  /**
   * A mapping as it is run and as it is written.
   *
   * @param spec for a person to read, and to begin a mapping of one's own with
   */
  public record Default(Json spec, Mapping mapping) {}

  /** What it must be. */
  public enum Type {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    /** As it comes: text or a number. */
    DATETIME,
    OBJECT,
    ARRAY,
    ANY
  }

  /** How it is made of the event if the destination does not say. */
  public Optional<Mapping> otherwise() {
    return usual.map(Default::mapping);
  }

  /** A value as this field's type where nothing is lost by it; empty where it cannot be. */
  public Optional<Json> converted(Json value) {
    var made =
        switch (type) {
          case STRING -> text(value);
          case NUMBER -> number(value).map(Json::of);
          case INTEGER ->
              number(value)
                  .filter(number -> number.stripTrailingZeros().scale() <= 0)
                  .map(Json::of);
          case BOOLEAN -> bool(value);
          case DATETIME ->
              Optional.of(value)
                  .filter(each -> each instanceof Json.Str || each instanceof Json.Num);
          case OBJECT -> Optional.of(value).filter(each -> each instanceof Json.Obj);
          case ARRAY -> Optional.of(value instanceof Json.Arr ? value : Json.arrayOf(value));
          case ANY -> Optional.of(value);
        };
    return made.map(Json.class::cast)
        .filter(each ->
            choices.isEmpty() || (each instanceof Json.Str(var text) && choices.contains(text)));
  }

  private static Optional<Json> text(Json value) {
    return switch (value) {
      case Json.Str _ -> Optional.of(value);
      case Json.Num(var number) -> Optional.of(Json.of(NumberText.of(number)));
      case Json.Bool(var bool) -> Optional.of(Json.of(Boolean.toString(bool)));
      case Json.Null _, Json.Obj _, Json.Arr _ -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> number(Json value) {
    if (value instanceof Json.Num(var number)) {
      return Optional.of(number);
    }
    if (!(value instanceof Json.Str(var text)) || text.length() > MAX_NUMBER) {
      return Optional.empty();
    }
    try {
      var number = new BigDecimal(text.strip());
      return Optional.of(number).filter(each -> Math.abs((long) each.scale()) < 1_000);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<Json> bool(Json value) {
    return switch (value) {
      case Json.Bool bool -> Optional.of(bool);
      case Json.Str(var text) when text.equalsIgnoreCase("true") -> Optional.of(Json.Bool.TRUE);
      case Json.Str(var text) when text.equalsIgnoreCase("false") -> Optional.of(Json.Bool.FALSE);
      case Json.Str _, Json.Num _, Json.Null _, Json.Obj _, Json.Arr _ -> Optional.empty();
    };
  }
}
