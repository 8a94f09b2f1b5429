package dev.tributary.router.domain.overview;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of some deliveries. Stats are added in any order.
 *
 * @param counts by reason; none below 1
 * @param latency milliseconds from when ingest received an event until it was delivered
 * @param request milliseconds that the requests took which delivered
 */
public record DeliveryStats(SortedMap<Reason, Long> counts, Histogram latency, Histogram request) {

  static final Comparator<Reason> ORDER =
      Comparator.comparing(Reason::fate).thenComparing(Reason::code);

  public static final DeliveryStats NONE = of(Map.of(), Histogram.EMPTY, Histogram.EMPTY);

  public DeliveryStats {
    counts = Collections.unmodifiableSortedMap(sorted(counts));
  }

  /** With counts in any order. */
  public static DeliveryStats of(Map<Reason, Long> counts, Histogram latency, Histogram request) {
    return new DeliveryStats(sorted(counts), latency, request);
  }

  public DeliveryStats plus(DeliveryStats other) {
    var sum = new TreeMap<>(counts);
    other.counts.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new DeliveryStats(sum, latency.plus(other.latency), request.plus(other.request));
  }

  public boolean isEmpty() {
    return counts.isEmpty() && latency.buckets().isEmpty() && request.buckets().isEmpty();
  }

  /** How many had a fate. */
  public long of(Fate fate) {
    return byCode(fate).values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many had a fate, by code. */
  public SortedMap<String, Long> byCode(Fate fate) {
    var codes = new TreeMap<String, Long>();
    counts.forEach((reason, count) -> {
      if (reason.fate() == fate) {
        codes.put(reason.code(), count);
      }
    });
    return codes;
  }

  private static SortedMap<Reason, Long> sorted(Map<Reason, Long> counts) {
    var sorted = new TreeMap<Reason, Long>(ORDER);
    sorted.putAll(counts);
    return sorted;
  }
}
