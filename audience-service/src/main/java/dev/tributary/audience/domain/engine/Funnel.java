package dev.tributary.audience.domain.engine;

import dev.tributary.audience.domain.rule.Condition.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Whether the times at which events happened make up a sequence of steps.
 *
 * <p>From each possible first step on, the set of times at which each further step can have been
 * taken is worked out. Of the times of the step before, the latest is the best to come from: the
 * shorter what lies between, the less of what must not be lies in it.
 */
final class Funnel {

  private final List<Step> steps;
  private final List<long[]> times;
  private final long now;

  /**
   * A sequence at a moment.
   *
   * @param times of each step's events, ascending
   */
  Funnel(List<Step> steps, List<long[]> times, long now) {
    this.steps = steps;
    this.times = times;
    this.now = now;
  }

  boolean holds() {
    var firsts = times.getFirst();
    for (int i = firsts.length - 1; i >= 0; i--) {
      if (isCompleted(firsts[i])) {
        return true;
      }
    }
    return false;
  }

  /** The next moment at which the time of a last step that must not be is over. */
  long changesAfter() {
    long next = Long.MAX_VALUE;
    for (int step = steps.size() - 1; steps.get(step).not(); step--) {
      for (long first : times.getFirst()) {
        long over = end(first, steps.get(step));
        if (over > now) {
          next = Math.min(next, over);
        }
      }
    }
    return next;
  }

  private boolean isCompleted(long first) {
    long[] reached = {first};
    var forbidden = new ArrayList<Integer>();
    for (int step = 1; step < steps.size(); step++) {
      if (steps.get(step).not()) {
        forbidden.add(step);
        continue;
      }
      reached = reachable(first, step, reached, forbidden);
      if (reached.length == 0) {
        return false;
      }
      forbidden.clear();
    }
    return isOver(first, reached[reached.length - 1], forbidden);
  }

  private long[] reachable(long first, int step, long[] reached, List<Integer> forbidden) {
    var all = times.get(step);
    long end = end(first, steps.get(step));
    var reachable = LongStream.builder();
    for (int i = firstAfter(reached[0], all); i < all.length && all[i] < end; i++) {
      if (isFree(first, latestBefore(all[i], reached), all[i], forbidden)) {
        reachable.add(all[i]);
      }
    }
    return reachable.build().toArray();
  }

  /** What must not be after the last step was not, for as long as it must not. */
  private boolean isOver(long first, long last, List<Integer> forbidden) {
    for (int step : forbidden) {
      long end = end(first, steps.get(step));
      if ((end != Long.MAX_VALUE && end > now) || has(step, last, end)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFree(long first, long from, long to, List<Integer> forbidden) {
    for (int step : forbidden) {
      if (has(step, from, Math.min(to, end(first, steps.get(step))))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a step was taken after a moment and before another. */
  private boolean has(int step, long after, long before) {
    var all = times.get(step);
    int at = firstAfter(after, all);
    return at < all.length && all[at] < before;
  }

  private static long latestBefore(long time, long[] all) {
    int at = Arrays.binarySearch(all, time);
    return all[(at < 0 ? -at - 1 : at) - 1];
  }

  private static int firstAfter(long moment, long[] all) {
    int at = Arrays.binarySearch(all, moment);
    return at < 0 ? -at - 1 : at + 1;
  }

  private static long end(long first, Step step) {
    return step.withinMillis() == Long.MAX_VALUE ? Long.MAX_VALUE : first + step.withinMillis();
  }
}
