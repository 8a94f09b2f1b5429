package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.state.Stored;
import dev.tributary.platform.domain.InvalidValue;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the profiles of one partition in the order of their ids, from one drawn at random on
 * and round to it again. Ids are hashes, so those that were met first are a random sample of all,
 * and how much of the circle lies behind tells how many there are.
 */
final class ProfileWalk implements Iterator<PartitionStores.Found>, AutoCloseable {

  /** Hexadecimal digits of an id that tell where on the circle it stands. */
  private static final int DIGITS = 12;

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final String start;
  private KeyValueIterator<Bytes, byte[]> rows;
  private PartitionStores.@Nullable Found next;
  private boolean round;
  private double passed;

  ProfileWalk(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this(store, UUID.randomUUID().toString());
  }

  ProfileWalk(ReadOnlyKeyValueStore<Bytes, byte[]> store, String start) {
    this.store = store;
    this.start = start;
    this.rows =
        store.range(
            StoreKey.profile(start), StoreKey.after(Bytes.wrap(new byte[] {StoreKey.PROFILE})));
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public PartitionStores.Found next() {
    var found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    passed = behind(found.profileId());
    advance();
    if (next == null) {
      passed = 1;
    }
    return found;
  }

  /** Which share of all profiles there are has been met: 0 to 1, which is every one of them. */
  double passed() {
    return next == null ? 1 : passed;
  }

  @Override
  public void close() {
    rows.close();
  }

  private void advance() {
    next = null;
    while (next == null) {
      if (rows.hasNext()) {
        var row = rows.next();
        if (row.key.get()[0] == StoreKey.PROFILE) {
          meet(StoreKey.id(row.key), row.value);
          continue;
        }
      }
      if (round) {
        return;
      }
      round = true;
      rows.close();
      rows = store.range(StoreKey.profile(""), StoreKey.profile(start));
    }
  }

  private void meet(String id, byte[] bytes) {
    if (round && id.compareTo(start) >= 0) {
      return;
    }
    try {
      var stored = Stored.fromBytes(bytes, new ApartRows(store, id));
      if (stored.place().isProfile()) {
        next = new PartitionStores.Found(id, stored, store);
      }
    } catch (InvalidValue _) {
      // A damaged profile is none; the stream tells of it when it meets it.
    }
  }

  private double behind(String id) {
    double way = position(id) - position(start);
    return way < 0 || (way == 0 && round) ? way + 1 : way;
  }

  private static double position(String id) {
    double position = 0;
    double unit = 1;
    int digits = 0;
    for (int i = 0; i < id.length() && digits < DIGITS; i++) {
      int digit = Character.digit(id.charAt(i), 16);
      if (digit >= 0) {
        unit /= 16;
        position += digit * unit;
        digits++;
      }
    }
    return position;
  }
}
