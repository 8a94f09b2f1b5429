package dev.tributary.identity.domain.audience;

import dev.tributary.platform.domain.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which events of a profile are asked for.
 *
 * @param start from, inclusive
 * @param end to, exclusive
 * @param include names of events to tell; empty for all. A call without a name is told by that of
 *     its type
 * @param exclude names of events to leave out
 * @param limit how many at most
 */
public record TimelineQuestion(
    Instant start, Instant end, Set<String> include, Set<String> exclude, int limit, Order order) {

  /** How far back events are told, as Segment's API does; they are kept for longer. */
  public static final Duration TOLD = Duration.ofDays(14);

  public static final int MAX_LIMIT = 100;
  public static final int MAX_NAMES = 100;

  /** Which events come first. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public TimelineQuestion {
    if (end.isBefore(start)) {
      throw new InvalidValue("end", "before start");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidValue("limit", "not a number between 1 and " + MAX_LIMIT);
    }
    if (include.size() > MAX_NAMES) {
      throw new InvalidValue("include", "of more than " + MAX_NAMES + " names");
    }
    if (exclude.size() > MAX_NAMES) {
      throw new InvalidValue("exclude", "of more than " + MAX_NAMES + " names");
    }
    include = Set.copyOf(include);
    exclude = Set.copyOf(exclude);
  }

  /** The part of it that events are told of. */
  public TimelineQuestion within(Instant now) {
    var oldest = now.minus(TOLD);
    var from = start.isBefore(oldest) ? oldest : start;
    var to = end.isAfter(now) ? now : end;
    return new TimelineQuestion(
        from, to.isBefore(from) ? from : to, include, exclude, limit, order);
  }

  /** Whether no event can be meant. */
  public boolean isNothing() {
    return !start.isBefore(end);
  }
}
