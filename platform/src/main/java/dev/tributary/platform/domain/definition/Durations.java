package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 90s}, {@code 15m}, {@code 6h}, {@code 30d}, {@code 4w}. */
public final class Durations {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})([smhdw])");

  private Durations() {}

  /**
   * Reads one.
   *
   * @throws InvalidValue if it has another shape, or is zero
   */
  public static Duration parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw new InvalidValue("duration", "not a number followed by s, m, h, d or w, such as 30d");
    }
    long amount = Long.parseLong(match.group(1));
    if (amount == 0) {
      throw new InvalidValue("duration", "zero");
    }
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofDays(7 * amount);
    };
  }
}
