package dev.tributary.audience.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Where this replica stands in each partition of {@code resolved} that it works on. */
@ApplicationScoped
class Positions {

  private final Map<Integer, AtomicLong> next = new ConcurrentHashMap<>();

  /** The place of a partition's next offset, for its task to set; nothing is handled yet. */
  AtomicLong of(int partition) {
    var place = new AtomicLong(Progress.UNKNOWN);
    next.put(partition, place);
    return place;
  }

  /** By partition, the offset before which all was handled; without those that had nothing yet. */
  Map<Integer, Long> all() {
    var all = new TreeMap<Integer, Long>();
    next.forEach((partition, place) -> {
      long offset = place.get();
      if (offset != Progress.UNKNOWN) {
        all.put(partition, offset);
      }
    });
    return all;
  }
}
