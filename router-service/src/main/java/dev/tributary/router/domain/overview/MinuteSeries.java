package dev.tributary.router.domain.overview;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One destination's stats by minute and action.
 *
 * @param minutes by minutes since 1970, then by action; those without anything are left out
 */
public record MinuteSeries(SortedMap<Long, Map<String, DeliveryStats>> minutes) {

  private static final long SECONDS = 60;

  public MinuteSeries {
    minutes = Collections.unmodifiableSortedMap(new TreeMap<>(minutes));
  }

  /** The minute that a time is in. */
  public static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** When a minute begins. */
  public static Instant begin(long minute) {
    return Instant.ofEpochSecond(minute * SECONDS);
  }

  /** Everything, by action. */
  public SortedMap<String, DeliveryStats> byAction() {
    var actions = new TreeMap<String, DeliveryStats>();
    minutes
        .values()
        .forEach(minute ->
            minute.forEach((action, stats) -> actions.merge(action, stats, DeliveryStats::plus)));
    return actions;
  }

  /** Everything, of all actions. */
  public DeliveryStats total() {
    return sum(byAction());
  }

  /** Of all actions, in steps of so many minutes; each begins at a multiple of that. */
  public SortedMap<Long, DeliveryStats> inSteps(int step) {
    var steps = new TreeMap<Long, DeliveryStats>();
    minutes.forEach((minute, actions) ->
        steps.merge(minute - Math.floorMod(minute, step), sum(actions), DeliveryStats::plus));
    return steps;
  }

  private static DeliveryStats sum(Map<String, DeliveryStats> actions) {
    return actions.values().stream().reduce(DeliveryStats.NONE, DeliveryStats::plus);
  }
}
