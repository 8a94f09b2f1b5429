package dev.tributary.governance.storage;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The store of one partition, as Kafka Streams runs it: restored from the changelog, flushed and
 * closed by it. It departs from a plain map in one point: {@link #put} adds a sighting to those
 * under the key and {@link #get} answers all of them together. Forgetting happens inside, so it
 * writes nothing to the changelog, which forgets by its own retention.
 */
final class SightingStore implements KeyValueStore<Bytes, byte[]> {

  private final String name;
  private final Segmentation segmentation;
  private final RocksMemory memory;
  private final Position position = Position.emptyPosition();
  private @Nullable SegmentedDatabase database;

  SightingStore(String name, Segmentation segmentation, RocksMemory memory) {
    this.name = name;
    this.segmentation = segmentation;
    this.memory = memory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    var directory = context.stateDir().toPath().resolve(Path.of("rocksdb", name));
    database = SegmentedDatabase.open(directory, segmentation, memory);
    context.register(
        root,
        (BatchingStateRestoreCallback)
            records -> records.forEach(record -> restore(record.key, record.value)));
  }

  @Override
  public void put(Bytes key, byte[] sighting) {
    open().add(key.get(), sighting);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return open().get(key.get());
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte[] sighting) {
    var there = get(key);
    if (there == null) {
      put(key, sighting);
    }
    return there;
  }

  @Override
  public byte[] delete(Bytes key) {
    throw new UnsupportedOperationException("Sightings are forgotten by time only");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    throw new UnsupportedOperationException("Sightings are looked up by message only");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw new UnsupportedOperationException("Sightings are looked up by message only");
  }

  @Override
  public long approximateNumEntries() {
    return open().size();
  }

  @Override
  public void flush() {
    if (database != null) {
      database.flush();
    }
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
      database = null;
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return database != null;
  }

  @Override
  public Position getPosition() {
    return position;
  }

  private void restore(byte[] key, byte @Nullable [] sighting) {
    if (sighting != null) {
      open().add(key, sighting);
    }
  }

  private SegmentedDatabase open() {
    if (database == null) {
      throw new InvalidStateStoreException("The seen messages are not open");
    }
    return database;
  }
}
