package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.timeline.EventReference;
import dev.tributary.audience.domain.timeline.Recent;
import dev.tributary.audience.domain.timeline.References;
import dev.tributary.audience.domain.timeline.Retention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The timelines of one task's profiles. The newest references stand in the profile's own record,
 * which most events write anyway; every {@value #CHUNK} of them become a record of their own, which
 * is never written again, only dropped.
 */
final class ReferenceStore {

  /** References in a full chunk. */
  static final int CHUNK = 32;

  /** Full chunks looked at, and dropped where they are too old, whenever one becomes full. */
  private static final int LOOKED_AT = 2;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Retention retention;

  ReferenceStore(KeyValueStore<Bytes, byte[]> store, Retention retention) {
    this.store = store;
    this.retention = retention;
  }

  /** Adds an event's reference, unless the event is too old to be kept. */
  Recent added(String id, Recent recent, EventReference reference, long now) {
    return retention.keeps(reference, now) ? added(id, recent, List.of(reference), now) : recent;
  }

  /** Adds references in their order. */
  Recent added(String id, Recent recent, List<EventReference> references, long now) {
    var open = References.fromBytes(recent.block());
    long next = recent.nextChunk();
    for (var reference : references) {
      open.add(reference);
      if (open.size() == CHUNK) {
        store.put(StoreKey.chunk(id, next++), References.toBytes(open));
        open.clear();
      }
    }
    long first = recent.firstChunk();
    if (next != recent.nextChunk()) {
      first = withinBounds(id, first, next, now);
    }
    return new Recent(first, next, open.size(), References.toBytes(open));
  }

  /** All references of a profile that are kept, oldest first. */
  static List<EventReference> all(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, String id, Recent recent) {
    var all = new ArrayList<EventReference>();
    for (long chunk = recent.firstChunk(); chunk < recent.nextChunk(); chunk++) {
      var bytes = store.get(StoreKey.chunk(id, chunk));
      if (bytes != null) {
        all.addAll(References.fromBytes(bytes));
      }
    }
    all.addAll(References.fromBytes(recent.block()));
    all.sort(EventReference.BY_TIME);
    return all;
  }

  /** Takes out all references of a profile. */
  List<EventReference> taken(String id, Recent recent) {
    var all = all(store, id, recent);
    for (long chunk = recent.firstChunk(); chunk < recent.nextChunk(); chunk++) {
      store.delete(StoreKey.chunk(id, chunk));
    }
    return all;
  }

  /** Drops what became too old, of a profile to which nothing happens any more. */
  Recent trimmed(String id, Recent recent, long now) {
    long first = recent.firstChunk();
    while (first < recent.nextChunk() && isOld(id, first, now)) {
      store.delete(StoreKey.chunk(id, first++));
    }
    boolean old =
        first == recent.nextChunk()
            && References.fromBytes(recent.block()).stream()
                .noneMatch(reference -> retention.keeps(reference, now));
    if (old) {
      return new Recent(first, first, 0, new byte[0]);
    }
    return first == recent.firstChunk()
        ? recent
        : new Recent(first, recent.nextChunk(), recent.count(), recent.block());
  }

  private long withinBounds(String id, long oldest, long next, long now) {
    long first = oldest;
    while ((next - first) * CHUNK > retention.most()) {
      store.delete(StoreKey.chunk(id, first++));
    }
    for (int i = 0; i < LOOKED_AT && first < next && isOld(id, first, now); i++) {
      store.delete(StoreKey.chunk(id, first++));
    }
    return first;
  }

  private boolean isOld(String id, long chunk, long now) {
    var bytes = store.get(StoreKey.chunk(id, chunk));
    return bytes == null
        || References.fromBytes(bytes).stream()
            .max(Comparator.comparingLong(EventReference::atMillis))
            .filter(newest -> retention.keeps(newest, now))
            .isEmpty();
  }
}
