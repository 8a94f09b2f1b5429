package dev.tributary.audience.messaging;

import dev.tributary.audience.replica.Holdings;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A partition's store on another replica. Ranges are read page by page as they are used. */
final class RemoteStore implements ReadOnlyKeyValueStore<Bytes, byte[]> {

  private final Holdings holdings;
  private final int partition;

  RemoteStore(Holdings holdings, int partition) {
    this.holdings = holdings;
    this.partition = partition;
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return holdings.entry(partition, key.get());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return new Rows(from.get(), to.get());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    throw new UnsupportedOperationException("Nobody asks for everything");
  }

  @Override
  public long approximateNumEntries() {
    throw new UnsupportedOperationException("Nobody asks how many there are");
  }

  /** The entries of a range. */
  private final class Rows implements KeyValueIterator<Bytes, byte[]> {

    private final byte[] to;
    private Iterator<Holdings.Entry> page;
    private boolean more;
    private byte[] from;
    private @Nullable KeyValue<Bytes, byte[]> next;

    private Rows(byte[] from, byte[] to) {
      this.to = to;
      this.from = from;
      this.page = turn();
      advance();
    }

    private Iterator<Holdings.Entry> turn() {
      var read = holdings.entries(partition, from, to);
      more = read.more();
      if (more) {
        from = StoreKey.next(Bytes.wrap(read.entries().getLast().key())).get();
      }
      return read.entries().iterator();
    }

    private void advance() {
      if (!page.hasNext() && more) {
        page = turn();
      }
      next = null;
      if (page.hasNext()) {
        var entry = page.next();
        next = KeyValue.pair(Bytes.wrap(entry.key()), entry.value());
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      var row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      advance();
      return row;
    }

    @Override
    public Bytes peekNextKey() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      return next.key;
    }

    @Override
    public void close() {
      // Nothing is held open on either side.
    }
  }
}
