package dev.tributary.connectors.domain.definition;

import java.time.Duration;
import java.util.List;

/** Durations as connector files write them: {@code 90s}, {@code 15m}, {@code 6h}, {@code 30d}. */
public final class DurationText {

  private record Unit(String letter, Duration length) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)));

  private DurationText() {}

  /** The text with the largest unit that leaves nothing over; a part of a second is cut off. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    for (var unit : UNITS) {
      long length = unit.length().toSeconds();
      if (seconds >= length && seconds % length == 0) {
        return seconds / length + unit.letter();
      }
    }
    return seconds + "s";
  }
}
