package dev.tributary.audience.messaging;

import dev.tributary.audience.domain.state.Apart;
import dev.tributary.audience.domain.state.ApartStore;
import dev.tributary.platform.domain.InvalidValue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The states of one profile that stand in the store by themselves, to read. */
record ApartStates(ReadOnlyKeyValueStore<Bytes, byte[]> store, String profileId) implements Apart {

  @Override
  public byte[] read(long anchor, long feature) {
    var state = store.get(StoreKey.state(profileId, anchor, feature));
    if (state == null) {
      throw new ChangedMeanwhile();
    }
    return state;
  }

  /** The state was there when the profile was read, and is not any more. */
  static final class ChangedMeanwhile extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private ChangedMeanwhile() {
      super("The profile changed while it was read");
    }
  }

  /**
   * The same, to read and to write.
   *
   * @param largest bytes of a state that stands in the profile itself
   */
  record Writable(KeyValueStore<Bytes, byte[]> store, String profileId, int largest)
      implements ApartStore {

    @Override
    public byte[] read(long anchor, long feature) {
      var state = store.get(StoreKey.state(profileId, anchor, feature));
      if (state == null) {
        throw new InvalidValue("stored profile", "without one of its states");
      }
      return state;
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
