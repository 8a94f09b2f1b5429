package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.state.ApartStore.Limits;
import dev.tributary.audience.domain.state.Page;
import dev.tributary.audience.domain.state.Stored;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Profiles of which nearly all stands apart, as of busy customers. */
final class Stores {

  private static final Limits LIMITS = new Limits(4, 20, 30);

  /** A single event stands in a page, more of them do not; a few rules are one record. */
  private static final Limits CROSSED = new Limits(10, 60, 40);

  private Stores() {}

  static ProfileStore of(KeyValueStore<Bytes, byte[]> store) {
    return new ProfileStore(store, LIMITS);
  }

  /** Of which some stands apart now and then. */
  static ProfileStore crossing(KeyValueStore<Bytes, byte[]> store) {
    return new ProfileStore(store, CROSSED);
  }

  /** Everything that stands apart is some of its profile, and a state as large as it must be. */
  static void checkRowsApart(KeyValueStore<Bytes, byte[]> store) {
    try (var rows = store.all()) {
      while (rows.hasNext()) {
        var row = rows.next();
        switch (row.key.get()[0]) {
          case StoreKey.STATE -> checkState(store, row.key.get(), row.value);
          case StoreKey.PAGE -> checkPage(store, row.key.get(), row.value);
          default -> {}
        }
      }
    }
  }

  private static void checkState(KeyValueStore<Bytes, byte[]> store, byte[] key, byte[] value) {
    int end = key.length - 2 * Long.BYTES;
    var id = new String(key, 1, end - 1, StandardCharsets.UTF_8);
    var numbers = ByteBuffer.wrap(key, end, 2 * Long.BYTES);
    var stored = of(store).find(id).orElseGet(Stored::untold);
    var state = stored.profile().feature(numbers.getLong(), numbers.getLong());
    assertThat(state.isEmpty()).as(id).isFalse();
    assertThat(state.bytes()).as(id).isEqualTo(value.length).isGreaterThan(LIMITS.state());
  }

  private static void checkPage(KeyValueStore<Bytes, byte[]> store, byte[] key, byte[] value) {
    int end = key.length - Long.BYTES;
    var id = new String(key, 1, end - 1, StandardCharsets.UTF_8);
    long number = ByteBuffer.wrap(key, end, Long.BYTES).getLong();
    var stored = of(store).find(id).orElseGet(Stored::untold);
    assertThat(stored.profile().pages()).as(id).extracting(Page::number).contains(number);
    assertThat(value).as(id).isNotEmpty();
  }
}
