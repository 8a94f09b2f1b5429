package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.state.Apart;
import dev.tributary.audience.domain.state.ApartStore;
import dev.tributary.audience.domain.state.ChangedMeanwhile;
import dev.tributary.platform.domain.InvalidValue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What of one profile stands in the store by itself, to read. */
record ApartRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, String profileId) implements Apart {

  @Override
  public byte[] state(long anchor, long feature) {
    return row(StoreKey.state(profileId, anchor, feature));
  }

  @Override
  public byte[] page(long number) {
    return row(StoreKey.page(profileId, number));
  }

  private byte[] row(Bytes key) {
    var row = store.get(key);
    if (row == null) {
      throw new ChangedMeanwhile();
    }
    return row;
  }

  /** The same, to read and to write. */
  record Writable(KeyValueStore<Bytes, byte[]> store, String profileId, Limits limits)
      implements ApartStore {

    @Override
    public byte[] state(long anchor, long feature) {
      return row(StoreKey.state(profileId, anchor, feature));
    }

    @Override
    public byte[] page(long number) {
      return row(StoreKey.page(profileId, number));
    }

    private byte[] row(Bytes key) {
      var row = store.get(key);
      if (row == null) {
        throw new InvalidValue("stored profile", "without one of its rows");
      }
      return row;
    }

    @Override
    public void writeState(long anchor, long feature, byte[] state) {
      store.put(StoreKey.state(profileId, anchor, feature), state);
    }

    @Override
    public void dropState(long anchor, long feature) {
      store.delete(StoreKey.state(profileId, anchor, feature));
    }

    @Override
    public void writePage(long number, byte[] page) {
      store.put(StoreKey.page(profileId, number), page);
    }

    @Override
    public void dropPage(long number) {
      store.delete(StoreKey.page(profileId, number));
    }
  }
}
