package dev.tributary.router.domain.overview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The overview of one process, for a router that is alone: a day of it. Thread-safe. */
public final class MemoryOverviewStore implements OverviewStore {

  private static final int MINUTES = MINUTES_OF_TIMES;

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, SortedMap<Long, Map<String, DeliveryStats>>> minutes = new HashMap<>();
  private final Map<String, Map<Reason, List<Sample>>> samples = new HashMap<>();

  @Override
  public synchronized void add(Flush flush) {
    if (flush.number() <= numbers.getOrDefault(flush.replica(), 0L)) {
      return;
    }
    numbers.put(flush.replica(), flush.number());
    flush
        .stats()
        .forEach((slot, actions) -> {
          var known = minutes.computeIfAbsent(slot.destination(), _ -> new TreeMap<>());
          var minute = known.computeIfAbsent(slot.minute(), _ -> new HashMap<>());
          actions.forEach((action, stats) -> minute.merge(action, stats, DeliveryStats::plus));
          known.headMap(known.lastKey() - MINUTES).clear();
        });
    flush.samples().forEach((destination, some) -> some.forEach(each -> keep(destination, each)));
  }

  @Override
  public synchronized MinuteSeries read(String destination, long from, long to) {
    var known = minutes.getOrDefault(destination, new TreeMap<>());
    var copy = new TreeMap<Long, Map<String, DeliveryStats>>();
    known.subMap(from, to + 1).forEach((minute, actions) -> copy.put(minute, Map.copyOf(actions)));
    return new MinuteSeries(copy);
  }

  @Override
  public synchronized List<Sample> samples(String destination) {
    return samples.getOrDefault(destination, Map.of()).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  private void keep(String destination, Sample sample) {
    var known =
        samples
            .computeIfAbsent(destination, _ -> new HashMap<>())
            .computeIfAbsent(sample.reason(), _ -> new ArrayList<>());
    known.add(sample);
    if (known.size() > Sample.EACH) {
      known.removeFirst();
    }
  }
}
