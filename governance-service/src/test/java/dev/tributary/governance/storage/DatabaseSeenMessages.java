package dev.tributary.governance.storage;

import dev.tributary.governance.domain.deduplication.MessageKey;
import dev.tributary.governance.domain.deduplication.SeenMessages;
import dev.tributary.governance.domain.deduplication.Sighting;
import java.util.List;

/** Seen messages straight from a database, as the store passes them on without Kafka Streams. */
record DatabaseSeenMessages(SegmentedDatabase database) implements SeenMessages {

  @Override
  public List<Sighting> of(MessageKey message) {
    return SightingCodec.decode(database.get(message.toBytes()));
  }

  @Override
  public void remember(MessageKey message, Sighting sighting) {
    database.add(message.toBytes(), SightingCodec.encode(sighting));
  }
}
