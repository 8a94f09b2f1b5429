package dev.tributary.audience.domain.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;

/**
 * How an audience grew: its size at the end of each hour or day, in UTC, and now. Of the last
 * {@link #HOURS_KEPT} every hour is known, before that every day, back to {@link #DAYS_KEPT}.
 */
public final class Growth {

  public static final Duration HOURS_KEPT = Duration.ofDays(8);
  public static final Duration DAYS_KEPT = Duration.ofDays(400);

  /** Where nobody says how many. */
  public static final int USUAL_STEPS = 30;

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private Growth() {}

  /** How far apart the moments are at which the size is told. */
  public enum Step {
    HOUR(ChronoUnit.HOURS, (int) HOURS_KEPT.toHours()),
    DAY(ChronoUnit.DAYS, (int) DAYS_KEPT.toDays());

    private final ChronoUnit unit;
    private final int most;

    Step(ChronoUnit unit, int most) {
      this.unit = unit;
      this.most = most;
    }

    /** How many of them are known. */
    public int most() {
      return most;
    }
  }

  /** The size at a moment, in milliseconds since the epoch. */
  public record Point(long atMillis, long members) {}

  /** The hour, by its first moment, that a moment is in. */
  public static long hourOf(long millis) {
    return Math.floorDiv(millis, HOUR) * HOUR;
  }

  /** The day, by its first moment, that a moment is in. */
  public static long dayOf(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  }

  /**
   * The size at the end of each of the last hours or days, oldest first, and now.
   *
   * @param sizes by partition: for each hour in which it changed, by the hour's first moment, the
   *     size after the last change in it
   * @param members how many there are now
   * @param steps how many whole hours or days
   */
  public static List<Point> of(
      Collection<NavigableMap<Long, Long>> sizes, Step step, int steps, long members, long now) {
    var end = Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC).truncatedTo(step.unit);
    var points = new ArrayList<Point>();
    for (int i = steps - 1; i >= 0; i--) {
      long at = end.minus(i, step.unit).toInstant().toEpochMilli();
      points.add(new Point(at, at(sizes, at)));
    }
    points.add(new Point(now, members));
    return points;
  }

  private static long at(Collection<NavigableMap<Long, Long>> sizes, long moment) {
    long members = 0;
    for (var partition : sizes) {
      var last = partition.lowerEntry(moment);
      members += last == null ? 0 : last.getValue();
    }
    return members;
  }

  /**
   * Which of the hours that are known need not be any more, now that a day has begun.
   *
   * @param hours by their first moments, in their order
   */
  public static List<Long> superfluous(List<Long> hours, long now) {
    long oldest = now - DAYS_KEPT.toMillis();
    long thin = dayOf(now - HOURS_KEPT.toMillis());
    var superfluous = new ArrayList<Long>();
    for (int i = 0; i < hours.size(); i++) {
      long hour = hours.get(i);
      boolean lastOfDay = i + 1 == hours.size() || dayOf(hours.get(i + 1)) != dayOf(hour);
      boolean followed = i + 1 < hours.size() && hours.get(i + 1) < oldest;
      if ((hour < thin && !lastOfDay) || followed) {
        superfluous.add(hour);
      }
    }
    return superfluous;
  }
}
