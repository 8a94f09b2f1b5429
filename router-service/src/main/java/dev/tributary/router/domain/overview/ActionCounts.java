package dev.tributary.router.domain.overview;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * One action's counters. They only grow, and what was taken is remembered, so nothing that is
 * counted meanwhile is lost.
 */
final class ActionCounts {

  static final int MOST_REASONS = 60;
  static final Reason RECEIVED = new Reason(Fate.RECEIVED, "");

  private static final Reason DELIVERED = new Reason(Fate.DELIVERED, "");

  private final ConcurrentMap<Reason, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Reason, Long> taken = new HashMap<>();
  private final LongAdder delivered = new LongAdder();
  private final AtomicLongArray latency = new AtomicLongArray(Histogram.SIZE);
  private final AtomicLongArray request = new AtomicLongArray(Histogram.SIZE);

  ActionCounts() {
    counts.put(DELIVERED, delivered);
  }

  void count(Reason reason, int deliveries) {
    var counter = counts.get(reason);
    if (counter == null) {
      var bounded =
          counts.size() < MOST_REASONS ? reason : new Reason(reason.fate(), DeliveryRecorder.OTHER);
      counter = counts.computeIfAbsent(bounded, _ -> new LongAdder());
    }
    counter.add(deliveries);
  }

  void delivered(long latencyMillis, long requestMillis) {
    delivered.increment();
    latency.getAndIncrement(Histogram.index(latencyMillis));
    request.getAndIncrement(Histogram.index(requestMillis));
  }

  /** What was counted since this was last called. Called by one thread at a time. */
  DeliveryStats take() {
    var since = new HashMap<Reason, Long>();
    counts.forEach((reason, counter) -> {
      long sum = counter.sum();
      long before = taken.getOrDefault(reason, 0L);
      if (sum > before) {
        since.put(reason, sum - before);
        taken.put(reason, sum);
      }
    });
    return DeliveryStats.of(since, histogram(latency), histogram(request));
  }

  private static Histogram histogram(AtomicLongArray counts) {
    var buckets = new TreeMap<Integer, Long>();
    for (int i = 0; i < counts.length(); i++) {
      if (counts.get(i) > 0) {
        buckets.put(i, counts.getAndSet(i, 0));
      }
    }
    return buckets.isEmpty() ? Histogram.EMPTY : new Histogram(buckets);
  }
}
