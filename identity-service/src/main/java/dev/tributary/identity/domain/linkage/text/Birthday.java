package dev.tributary.identity.domain.linkage.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A day of birth. */
public record Birthday(LocalDate date) {

  private static final int ISO_LENGTH = 10;
  private static final int EARLIEST_YEAR = 1900;

  /** Reads an ISO date, or the date of an ISO time; empty where it is none, or a placeholder. */
  public static Optional<Birthday> parse(String text) {
    var start = text.strip();
    if (start.length() < ISO_LENGTH) {
      return Optional.empty();
    }
    try {
      var date = LocalDate.parse(start.substring(0, ISO_LENGTH));
      boolean placeholder = date.getYear() == 1970 && date.getDayOfYear() == 1;
      return date.getYear() < EARLIEST_YEAR || placeholder
          ? Optional.empty()
          : Optional.of(new Birthday(date));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether they differ as by one slip: in one of year, month and day, or month and day swapped.
   */
  public boolean isClose(Birthday other) {
    int same = 0;
    same += date.getYear() == other.date.getYear() ? 1 : 0;
    same += date.getMonthValue() == other.date.getMonthValue() ? 1 : 0;
    same += date.getDayOfMonth() == other.date.getDayOfMonth() ? 1 : 0;
    boolean swapped =
        date.getYear() == other.date.getYear()
            && date.getMonthValue() == other.date.getDayOfMonth()
            && date.getDayOfMonth() == other.date.getMonthValue();
    return same >= 2 || swapped;
  }

  public String text() {
    return date.toString();
  }
}
