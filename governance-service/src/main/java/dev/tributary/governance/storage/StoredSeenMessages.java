package dev.tributary.governance.storage;

import dev.tributary.governance.domain.deduplication.MessageKey;
import dev.tributary.governance.domain.deduplication.SeenMessages;
import dev.tributary.governance.domain.deduplication.Sighting;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Seen messages in the Kafka Streams store that {@link SightingStores} makes. */
public final class StoredSeenMessages implements SeenMessages {

  private final KeyValueStore<Bytes, byte[]> store;

  public StoredSeenMessages(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public List<Sighting> of(MessageKey message) {
    return SightingCodec.decode(store.get(Bytes.wrap(message.toBytes())));
  }

  @Override
  public void remember(MessageKey message, Sighting sighting) {
    store.put(Bytes.wrap(message.toBytes()), SightingCodec.encode(sighting));
  }
}
