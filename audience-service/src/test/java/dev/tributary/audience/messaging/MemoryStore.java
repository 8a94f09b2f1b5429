package dev.tributary.audience.messaging;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store without a task around it: for thousands of small histories. */
final class MemoryStore implements KeyValueStore<Bytes, byte[]> {

  private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();

  /** Another with the same entries. */
  MemoryStore copy() {
    var copy = new MemoryStore();
    copy.entries.putAll(entries);
    return copy;
  }

  @Override
  public void put(Bytes key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    all.forEach(entry -> entries.put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return entries.remove(key);
  }

  @Override
  public byte[] get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return iterator(entries.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return iterator(entries);
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return ProfileStore.NAME;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private static KeyValueIterator<Bytes, byte[]> iterator(Map<Bytes, byte[]> of) {
    var entries = List.copyOf(of.entrySet()).iterator();
    return new KeyValueIterator<>() {
      private final Iterator<Map.Entry<Bytes, byte[]>> left = entries;

      @Override
      public boolean hasNext() {
        return left.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        var entry = left.next();
        return new KeyValue<>(entry.getKey(), entry.getValue());
      }

      @Override
      public Bytes peekNextKey() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }
}
