package dev.tributary.router.domain.overview;

import dev.tributary.router.domain.overview.Flush.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted and is not handed in yet. One flush is on its way at a time and does not change
 * until it has arrived; what comes meanwhile waits for the next. While none arrives, what waits is
 * merged into longer and longer spans, so that it stays small and nothing is lost. Not thread-safe.
 */
final class PendingStats {

  private static final int MOST_SAMPLES = 500;
  private static final int LONGER = 10;

  private final String replica;
  private final int mostSlots;
  private Map<Slot, Map<String, DeliveryStats>> stats = new HashMap<>();
  private Map<String, List<Sample>> samples = new HashMap<>();
  private @Nullable Flush underWay;
  private long number;
  private long span = 1;
  private int sampled;

  PendingStats(String replica, int mostSlots) {
    this.replica = replica;
    this.mostSlots = mostSlots;
  }

  /** Adds what was counted of a destination until a minute. */
  void add(String destination, long minute, DeliveryRecorder.Taken taken) {
    if (!taken.stats().isEmpty()) {
      merge(stats, new Slot(destination, minute), taken.stats());
    }
    int places = Math.min(taken.samples().size(), MOST_SAMPLES - sampled);
    if (places > 0) {
      sampled += places;
      samples
          .computeIfAbsent(destination, _ -> new ArrayList<>())
          .addAll(taken.samples().subList(0, places));
    }
    if (stats.size() > mostSlots) {
      coarsen();
      while (stats.size() > mostSlots / 2 && span < OverviewStore.MINUTES_KEPT) {
        span *= LONGER;
        coarsen();
      }
    }
  }

  /** What is to be handed in now, again where that failed; empty where there is nothing. */
  Optional<Flush> next() {
    if (underWay == null && !(stats.isEmpty() && samples.isEmpty())) {
      underWay = new Flush(replica, ++number, stats, samples);
      stats = new HashMap<>();
      samples = new HashMap<>();
      sampled = 0;
      span = 1;
    }
    return Optional.ofNullable(underWay);
  }

  /** The flush that was under way has arrived. */
  void arrived() {
    underWay = null;
  }

  private void coarsen() {
    var merged = new HashMap<Slot, Map<String, DeliveryStats>>();
    stats.forEach((slot, actions) -> {
      long minute = slot.minute() - Math.floorMod(slot.minute(), span);
      merge(merged, new Slot(slot.destination(), minute), actions);
    });
    stats = merged;
  }

  private static void merge(
      Map<Slot, Map<String, DeliveryStats>> all, Slot slot, Map<String, DeliveryStats> more) {
    var known = all.computeIfAbsent(slot, _ -> new HashMap<>());
    more.forEach((action, some) -> known.merge(action, some, DeliveryStats::plus));
  }
}
