package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.state.Apart;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The states of one profile that stand in the store by themselves, to read. */
record ApartStates(ReadOnlyKeyValueStore<Bytes, byte[]> store, String profileId) implements Apart {

  @Override
  public int largest() {
    return Integer.MAX_VALUE;
  }

  @Override
  public byte[] read(long anchor, long feature) {
    var state = store.get(StoreKey.state(profileId, anchor, feature));
    if (state == null) {
      // It was there when the profile was: the profile has moved, or been written anew, since.
      throw new IllegalStateException("The profile changed while it was read");
    }
    return state;
  }

  @Override
  public void write(long anchor, long feature, byte[] state) {
    throw new UnsupportedOperationException("Questions write nothing");
  }

  @Override
  public void drop(long anchor, long feature) {
    throw new UnsupportedOperationException("Questions write nothing");
  }

  /**
   * The same, to read and to write.
   *
   * @param largest bytes of a state that stands in the profile itself
   */
  record Writable(KeyValueStore<Bytes, byte[]> store, String profileId, int largest)
      implements Apart {

    @Override
    public byte[] read(long anchor, long feature) {
      return new ApartStates(store, profileId).read(anchor, feature);
    }

    @Override
    public void write(long anchor, long feature, byte[] state) {
      store.put(StoreKey.state(profileId, anchor, feature), state);
    }

    @Override
    public void drop(long anchor, long feature) {
      store.delete(StoreKey.state(profileId, anchor, feature));
    }
  }
}
