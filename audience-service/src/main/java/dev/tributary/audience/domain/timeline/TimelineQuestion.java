package dev.tributary.audience.domain.timeline;

import dev.tributary.platform.domain.InvalidValue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events of a profile are asked for.
 *
 * @param startMillis from, inclusive; 0 for as far back as is kept
 * @param endMillis to, exclusive; 0 for now
 * @param include names of events to tell; empty for all
 * @param exclude names of events to leave out
 * @param limit how many at most
 * @param order which come first
 */
public record TimelineQuestion(
    long startMillis,
    long endMillis,
    Set<String> include,
    Set<String> exclude,
    int limit,
    Order order) {

  public static final int MAX_LIMIT = 100;
  public static final int MAX_NAMES = 100;

  /** Which events come first. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public TimelineQuestion {
    if (startMillis < 0) {
      throw new InvalidValue("start_millis", "negative");
    }
    if (endMillis < 0) {
      throw new InvalidValue("end_millis", "negative");
    }
    if (endMillis > 0 && endMillis < startMillis) {
      throw new InvalidValue("end_millis", "before start_millis");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidValue("limit", "not between 1 and " + MAX_LIMIT);
    }
    include = names("include", include);
    exclude = names("exclude", exclude);
  }

  private static Set<String> names(String field, Set<String> names) {
    if (names.size() > MAX_NAMES) {
      throw new InvalidValue(field, "of more than " + MAX_NAMES + " names");
    }
    if (names.contains("")) {
      throw new InvalidValue(field, "with an empty name");
    }
    return Set.copyOf(names);
  }

  static Set<Long> keys(Set<String> names) {
    return names.stream().map(EventReference::nameKey).collect(Collectors.toUnmodifiableSet());
  }
}
