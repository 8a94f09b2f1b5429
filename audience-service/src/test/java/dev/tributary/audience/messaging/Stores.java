package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.state.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Profiles of which all but the smallest states stand apart, as those of busy customers do. */
final class Stores {

  private static final int LARGEST_STATE = 4;

  /** A single event stands in the profile, more of them do not. */
  private static final int CROSSED = 10;

  private Stores() {}

  static ProfileStore of(KeyValueStore<Bytes, byte[]> store) {
    return new ProfileStore(store, LARGEST_STATE);
  }

  /** Of which some states stand apart now and then. */
  static ProfileStore crossing(KeyValueStore<Bytes, byte[]> store) {
    return new ProfileStore(store, CROSSED);
  }

  /** Every state that stands apart is one of its profile, and as large as it must be for that. */
  static void checkStatesApart(KeyValueStore<Bytes, byte[]> store) {
    try (var rows = store.all()) {
      while (rows.hasNext()) {
        var row = rows.next();
        var key = row.key.get();
        if (key[0] == StoreKey.STATE) {
          int end = key.length - 2 * Long.BYTES;
          var id = new String(key, 1, end - 1, StandardCharsets.UTF_8);
          var numbers = ByteBuffer.wrap(key, end, 2 * Long.BYTES);
          var stored = of(store).find(id).orElseGet(Stored::untold);
          var state = stored.profile().feature(numbers.getLong(), numbers.getLong());
          assertThat(state.isEmpty()).as(id).isFalse();
          assertThat(state.bytes()).as(id).isEqualTo(row.value.length).isGreaterThan(LARGEST_STATE);
        }
      }
    }
  }
}
