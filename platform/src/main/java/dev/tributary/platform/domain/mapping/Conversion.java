package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.json.JsonWriter;
import dev.tributary.platform.domain.json.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a directive of one value makes of it; empty where that is nothing. */
sealed interface Conversion
    permits Conversion.Cast,
        Conversion.InBase64,
        Conversion.Joined,
        Conversion.Fields,
        Hash,
        Moment {

  /** The most digits a number may have: more are no number that anybody counts with. */
  int MAX_DIGITS = 100;

  /**
   * What it makes of a value.
   *
   * @param left most characters that it may make
   * @throws BadValue if the value is none that it can be made of
   */
  Optional<Json> of(Json value, int left);

  /** The value is of the wrong kind altogether. */
  final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadValue(String reason) {
      super(reason, null, false, false);
    }
  }

  /** {@code @as}. */
  enum Cast implements Conversion {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN;

    @Override
    public Optional<Json> of(Json value, int left) {
      return switch (this) {
        case STRING -> text(value, left).map(Json::of);
        case NUMBER -> number(value).map(Json::of);
        case INTEGER -> number(value).filter(Cast::isWhole).map(Cast::whole).map(Json::of);
        case BOOLEAN -> bool(value);
      };
    }

    private static Optional<BigDecimal> number(Json value) {
      return switch (value) {
        case Json.Num(var number) -> Optional.of(number);
        case Json.Bool(var bool) -> Optional.of(bool ? BigDecimal.ONE : BigDecimal.ZERO);
        case Json.Str(var text) -> spelt(text.strip());
        case Json.Null _, Json.Obj _, Json.Arr _ -> Optional.empty();
      };
    }

    private static Optional<BigDecimal> spelt(String text) {
      if (text.length() > MAX_DIGITS) {
        return Optional.empty();
      }
      try {
        var number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > 1_000 ? Optional.empty() : Optional.of(number);
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    private static boolean isWhole(BigDecimal number) {
      return number.signum() == 0
          || (number.stripTrailingZeros().scale() <= 0 && number.precision() <= MAX_DIGITS);
    }

    private static BigDecimal whole(BigDecimal number) {
      BigInteger integer = number.toBigInteger();
      return new BigDecimal(integer);
    }

    private static Optional<Json> bool(Json value) {
      return switch (value) {
        case Json.Bool bool -> Optional.of(bool);
        case Json.Str(var text) when text.equalsIgnoreCase("true") || text.equals("1") ->
            Optional.of(Json.Bool.TRUE);
        case Json.Str(var text) when text.equalsIgnoreCase("false") || text.equals("0") ->
            Optional.of(Json.Bool.FALSE);
        case Json.Num(var number) -> Optional.of(Json.of(number.signum() != 0));
        case Json.Str _, Json.Null _, Json.Obj _, Json.Arr _ -> Optional.empty();
      };
    }
  }

  /** {@code @base64}. */
  record InBase64() implements Conversion {
    @Override
    public Optional<Json> of(Json value, int left) {
      return text(value, left)
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .map(bytes -> Json.of(Base64.getEncoder().encodeToString(bytes)));
    }
  }

  /** {@code @join}. */
  record Joined(String separator) implements Conversion {
    @Override
    public Optional<Json> of(Json value, int left) {
      return value instanceof Json.Arr(var items)
          ? Optional.of(
              Json.of(
                  items.stream()
                      .flatMap(item -> text(item, left).stream())
                      .collect(Collectors.joining(separator))))
          : text(value, left).map(Json::of);
    }
  }

  /** {@code @pick} and {@code @omit}; what is no object stays. */
  record Fields(Set<String> keys, boolean picked) implements Conversion {
    public Fields {
      keys = Set.copyOf(keys);
    }

    @Override
    public Optional<Json> of(Json value, int left) {
      if (!(value instanceof Json.Obj(var fields))) {
        return Optional.of(value);
      }
      var kept = new LinkedHashMap<>(fields);
      kept.keySet().removeIf(name -> keys.contains(name) != picked);
      return Optional.of(new Json.Obj(kept));
    }
  }

  /** A value as text: objects and arrays as JSON; empty for null. */
  private static Optional<String> text(Json value, int left) {
    return switch (value) {
      case Json.Str(var text) -> Optional.of(text);
      case Json.Num(var number) -> Optional.of(NumberText.of(number));
      case Json.Bool(var bool) -> Optional.of(Boolean.toString(bool));
      case Json.Null _ -> Optional.empty();
      case Json.Obj _, Json.Arr _ -> Optional.of(JsonWriter.write(value, left));
    };
  }

  /** {@code @list}: arrays among the values laid open; empty where none is left. */
  static Optional<Json> list(List<Json> values) {
    var items = new ArrayList<Json>();
    for (var value : values) {
      if (value instanceof Json.Arr(var inner)) {
        inner.stream().filter(item -> !(item instanceof Json.Null)).forEach(items::add);
      } else if (!(value instanceof Json.Null)) {
        items.add(value);
      }
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(new Json.Arr(items));
  }
}
