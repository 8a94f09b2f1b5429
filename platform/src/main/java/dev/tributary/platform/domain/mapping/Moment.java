package dev.tributary.platform.domain.mapping;

import dev.tributary.platform.domain.InvalidValue;
import dev.tributary.platform.domain.json.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** {@code @time}: a time in the form that a receiver reads. */
record Moment(Format format) implements Conversion {

  /** From this number on it counts milliseconds: as seconds it would be the year 5138. */
  private static final BigDecimal MILLIS_FROM = new BigDecimal("100000000000");

  private static final BigDecimal LATEST = new BigDecimal("253402300800000");

  /** How a time is written. */
  sealed interface Format {

    /** A number of units since 1970. */
    record Count(int perSecond) implements Format {}

    /** Text in UTC. */
    record Text(DateTimeFormatter pattern) implements Format {}

    /**
     * Reads a format's name, or a pattern of {@code java.time}.
     *
     * @throws InvalidValue if it is neither
     */
    static Format parse(String name) {
      return switch (name) {
        case "seconds" -> new Count(1);
        case "millis" -> new Count(1_000);
        case "micros" -> new Count(1_000_000);
        case "iso" -> text("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        case "isoSeconds" -> text("yyyy-MM-dd'T'HH:mm:ss'Z'");
        case "date" -> text("yyyy-MM-dd");
        case "hour" -> text("yyyy-MM-dd/HH");
        default -> text(name);
      };
    }

    private static Text text(String pattern) {
      try {
        var made = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        var _ = made.format(Instant.EPOCH);
        return new Text(made);
      } catch (IllegalArgumentException | DateTimeException _) {
        throw new InvalidValue("format", "not a format of times");
      }
    }
  }

  @Override
  public Optional<Json> of(Json value, int left) {
    return switch (value) {
      case Json.Null _ -> Optional.empty();
      case Json.Str(var text) when text.isBlank() -> Optional.empty();
      case Json.Str(var text) -> Optional.of(written(read(text.strip())));
      case Json.Num(var number) -> Optional.of(written(counted(number)));
      case Json.Bool _, Json.Obj _, Json.Arr _ ->
          throw new BadValue("was given something other than a time");
    };
  }

  private Json written(Instant time) {
    return switch (format) {
      case Format.Count(var perSecond) ->
          Json.of(
              time.getEpochSecond() * perSecond + time.getNano() / (1_000_000_000L / perSecond));
      case Format.Text(var pattern) -> Json.of(pattern.format(time));
    };
  }

  private static Instant counted(BigDecimal number) {
    if (number.abs().compareTo(LATEST) > 0) {
      throw new BadValue("was given a number that is no time");
    }
    boolean millis = number.abs().compareTo(MILLIS_FROM) >= 0;
    return Instant.ofEpochMilli(millis ? number.longValue() : number.movePointRight(3).longValue());
  }

  private static Instant read(String text) {
    try {
      if (text.length() == 10 && text.charAt(4) == '-') {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
      if (digits && text.length() <= 15) {
        return counted(new BigDecimal(text));
      }
      var iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
      boolean zoned =
          iso.endsWith("Z")
              || iso.endsWith("z")
              || iso.lastIndexOf('+') > 10
              || iso.lastIndexOf('-') > 10;
      return zoned
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      throw new BadValue("was given a text that is no time");
    }
  }
}
