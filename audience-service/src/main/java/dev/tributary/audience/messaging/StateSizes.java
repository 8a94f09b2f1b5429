package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.plan.Plan;
import dev.tributary.audience.domain.plan.Specified;
import dev.tributary.audience.domain.rule.Feature;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * How much definitions keep, from a random sample of the profiles of each partition; remembered for
 * a moment, for a status is asked for again and again.
 */
final class StateSizes {

  private static final int PROFILES = 200;
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final Map<Long, Sized> remembered = new ConcurrentHashMap<>();

  /** What was found of a version under a plan. */
  private record Sized(long version, long plan, long bytes, long atNanos) {}

  /** What the features that it asks for itself keep, in bytes before compression, about. */
  long of(Specified version, Plan plan, List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores) {
    var known = remembered.get(version.id());
    long now = System.nanoTime();
    if (known != null
        && known.version() == version.rule().version()
        && known.plan() == plan.number()
        && now - known.atNanos() < MOMENT.toNanos()) {
      return known.bytes();
    }
    long bytes = bytes(stores, places(plan, version));
    remembered.put(version.id(), new Sized(version.rule().version(), plan.number(), bytes, now));
    return bytes;
  }

  /** Where the states of its features are kept, those in the making too. */
  private static Set<Long> places(Plan plan, Specified version) {
    return version.features().keySet().stream()
        .map(feature -> Feature.place(feature, plan.generationOf(feature)))
        .collect(Collectors.toSet());
  }

  private static long bytes(List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, Set<Long> places) {
    double bytes = 0;
    for (var store : stores) {
      try (var walk = new ProfileWalk(store)) {
        long found = 0;
        for (int i = 0; i < PROFILES && walk.hasNext(); i++) {
          found += bytes(walk.next(), places);
        }
        bytes += found == 0 ? 0 : found / walk.passed();
      }
    }
    return Math.round(bytes);
  }

  private static long bytes(PartitionStores.Found found, Set<Long> places) {
    long bytes = 0;
    try {
      var profile = found.stored().profile();
      for (long anchor : profile.parts().keySet()) {
        for (long place : places) {
          var state = profile.feature(anchor, place);
          bytes += state.isEmpty() ? 0 : state.bytes();
        }
      }
    } catch (ChangedMeanwhile _) {
      return 0; // It is about the size, and this one has just become smaller.
    }
    return bytes;
  }
}
