package dev.tributary.audience.messaging;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** How much features keep, from a random sample of the profiles of each partition. */
final class StateSizes {

  private static final int PROFILES = 200;

  private StateSizes() {}

  /** The bytes, before compression, of the states that are kept at some places, about. */
  static long bytes(List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores, Set<Long> places) {
    double bytes = 0;
    for (var store : stores) {
      try (var walk = new ProfileWalk(store)) {
        long found = 0;
        for (int i = 0; i < PROFILES && walk.hasNext(); i++) {
          found += bytes(walk.next(), places);
        }
        bytes += found / walk.passed();
      }
    }
    return Math.round(bytes);
  }

  private static long bytes(LocalStores.Found found, Set<Long> places) {
    long bytes = 0;
    for (var part : found.stored().profile().parts().values()) {
      for (long place : places) {
        var state = part.state(place);
        bytes += state.isEmpty() ? 0 : state.bytes();
      }
    }
    return bytes;
  }
}
