package dev.tributary.audience.messaging;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The members of one audience in one partition, in the order of their ids. */
final class MemberRange implements AutoCloseable {

  private final long audience;
  private final KeyValueIterator<Bytes, byte[]> rows;

  private MemberRange(ReadOnlyKeyValueStore<Bytes, byte[]> store, long audience) {
    this.audience = audience;
    var prefix = StoreKey.member(audience, "");
    this.rows = store.range(prefix, StoreKey.after(prefix));
  }

  /** How many are in both of two audiences. Goes through each of them once. */
  static long inBoth(ReadOnlyKeyValueStore<Bytes, byte[]> store, long one, long other) {
    long both = 0;
    try (var left = new MemberRange(store, one);
        var right = new MemberRange(store, other)) {
      var a = left.next();
      var b = right.next();
      while (a.isPresent() && b.isPresent()) {
        int order = a.get().compareTo(b.get());
        if (order == 0) {
          both++;
        }
        if (order <= 0) {
          a = left.next();
        }
        if (order >= 0) {
          b = right.next();
        }
      }
    }
    return both;
  }

  /** The key of the next member's profile; empty where there is no further one. */
  private Optional<Bytes> next() {
    if (!rows.hasNext()) {
      return Optional.empty();
    }
    var key = rows.next().key;
    return key.get()[0] == StoreKey.MEMBER && StoreKey.number(key) == audience
        ? Optional.of(StoreKey.profile(StoreKey.idAfterNumber(key)))
        : Optional.empty();
  }

  @Override
  public void close() {
    rows.close();
  }
}
