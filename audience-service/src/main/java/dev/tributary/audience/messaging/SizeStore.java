package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.query.Growth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * How many members each audience has in one partition: now, and at the end of each hour in which
 * that changed. Hours that are long over are thinned to days when a change comes in a new day.
 */
final class SizeStore {

  private final KeyValueStore<Bytes, byte[]> store;

  SizeStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  static long size(ReadOnlyKeyValueStore<Bytes, byte[]> store, long audience) {
    var bytes = store.get(StoreKey.size(audience));
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  /** For each hour in which it changed, by its first moment, the size after the last change. */
  static NavigableMap<Long, Long> growth(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, long audience) {
    var growth = new TreeMap<Long, Long>();
    try (var rows =
        store.range(StoreKey.growth(audience, 0), StoreKey.growth(audience, Long.MAX_VALUE))) {
      while (rows.hasNext()) {
        var row = rows.next();
        growth.put(StoreKey.secondNumber(row.key), ByteBuffer.wrap(row.value).getLong());
      }
    }
    return growth;
  }

  void add(long audience, int difference, long now) {
    long before = size(store, audience);
    var bytes = ProfileStore.number(before + difference);
    store.put(StoreKey.size(audience), bytes);
    var hour = StoreKey.growth(audience, Growth.hourOf(Math.max(0, now)));
    boolean fresh = store.get(hour) == null;
    store.put(hour, bytes);
    if (fresh) {
      firstOfItsHour(audience, before, now);
    }
  }

  private void firstOfItsHour(long audience, long before, long now) {
    var hours = new ArrayList<>(growth(store, audience).keySet());
    if (hours.size() == 1 && before > 0) {
      // What there was before sizes were kept by the hour has been there for one at least.
      long hour = Growth.hourOf(Math.max(0, now - Duration.ofHours(1).toMillis()));
      store.put(StoreKey.growth(audience, hour), ProfileStore.number(before));
    } else if (hours.size() > 1 && Growth.dayOf(hours.get(hours.size() - 2)) != Growth.dayOf(now)) {
      Growth.superfluous(hours, now).forEach(hour -> store.delete(StoreKey.growth(audience, hour)));
    }
  }
}
