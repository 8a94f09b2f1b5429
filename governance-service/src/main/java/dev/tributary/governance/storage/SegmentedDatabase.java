package dev.tributary.governance.storage;

import dev.tributary.governance.storage.Segmentation.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * A RocksDB database with one column family for each segment of time. Values under one key add up,
 * within a segment and across them; a segment that nobody can ask for any more is dropped whole,
 * which costs neither tombstones nor compaction. For one thread.
 */
final class SegmentedDatabase implements AutoCloseable {

  private final Segmentation segmentation;
  private final RocksMemory memory;
  private final DBOptions databaseOptions;
  private final ColumnFamilyOptions segmentOptions;
  private final RocksDB database;
  private final ColumnFamilyHandle unused;

  /** The key last looked up in vain; what is added under it next needs no second look. */
  private byte @Nullable [] absent;

  /** By start, then end: the newest last. */
  private final TreeMap<Span, ColumnFamilyHandle> segments =
      new TreeMap<>(Comparator.comparingLong(Span::startMillis).thenComparingLong(Span::endMillis));

  private SegmentedDatabase(Path directory, Segmentation segmentation, RocksMemory memory)
      throws RocksDBException {
    this.segmentation = segmentation;
    this.memory = memory;
    this.databaseOptions = memory.databaseOptions();
    this.segmentOptions = memory.segmentOptions();
    var descriptors = new ArrayList<ColumnFamilyDescriptor>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, segmentOptions));
    for (var span : existing(directory)) {
      descriptors.add(descriptor(span));
    }
    var handles = new ArrayList<ColumnFamilyHandle>();
    this.database = RocksDB.open(databaseOptions, directory.toString(), descriptors, handles);
    this.unused = handles.getFirst();
    for (int i = 1; i < handles.size(); i++) {
      var name = new String(descriptors.get(i).getName(), StandardCharsets.UTF_8);
      segments.put(Span.parse(name), handles.get(i));
    }
  }

  /** Opens what is there, or starts empty. */
  static SegmentedDatabase open(Path directory, Segmentation segmentation, RocksMemory memory) {
    try {
      Files.createDirectories(directory);
      return new SegmentedDatabase(directory, segmentation, memory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RocksDBException e) {
      throw new ProcessorStateException("Cannot open the seen messages", e);
    }
  }

  /** Everything added under the key that is still kept, or null. */
  byte @Nullable [] get(byte[] key) {
    byte[] all = null;
    try {
      for (var segment : segments.descendingMap().values()) {
        var found = database.get(segment, key);
        if (found != null) {
          all = all == null ? found : concatenated(all, found);
        }
      }
    } catch (RocksDBException e) {
      throw new ProcessorStateException("Cannot read the seen messages", e);
    }
    absent = all == null ? key : null;
    return all;
  }

  /** Adds a sighting under the key, unless it is there already. */
  void add(byte[] key, byte[] sighting) {
    try {
      var segment = segmentFor(SightingCodec.atMillis(sighting));
      var there = Arrays.equals(absent, key) ? null : database.get(segment, key);
      absent = null;
      if (there == null) {
        database.put(segment, memory.writing(), key, sighting);
      } else if (!contains(there, sighting)) {
        database.put(segment, memory.writing(), key, concatenated(there, sighting));
      }
    } catch (RocksDBException e) {
      throw new ProcessorStateException("Cannot write the seen messages", e);
    }
  }

  void flush() {
    try {
      database.flush(memory.flushing(), new ArrayList<>(segments.values()));
    } catch (RocksDBException e) {
      throw new ProcessorStateException("Cannot flush the seen messages", e);
    }
  }

  /** About how many keys there are. */
  long size() {
    try {
      long size = 0;
      for (var segment : segments.values()) {
        size += database.getLongProperty(segment, "rocksdb.estimate-num-keys");
      }
      return size;
    } catch (RocksDBException e) {
      throw new ProcessorStateException("Cannot count the seen messages", e);
    }
  }

  int segmentCount() {
    return segments.size();
  }

  @Override
  public void close() {
    segments.values().forEach(ColumnFamilyHandle::close);
    segments.clear();
    unused.close();
    database.close();
    segmentOptions.close();
    databaseOptions.close();
  }

  private ColumnFamilyHandle segmentFor(long atMillis) throws RocksDBException {
    var span = segmentation.spanOf(atMillis);
    var segment = segments.get(span);
    if (segment == null) {
      dropOver(atMillis);
      segment = database.createColumnFamily(descriptor(span));
      segments.put(span, segment);
    }
    return segment;
  }

  private void dropOver(long atMillis) throws RocksDBException {
    var over = new ArrayList<Map.Entry<Span, ColumnFamilyHandle>>();
    for (var segment : segments.entrySet()) {
      if (segmentation.isOver(segment.getKey(), atMillis)) {
        over.add(segment);
      }
    }
    for (var segment : over) {
      database.dropColumnFamily(segment.getValue());
      segments.remove(segment.getKey());
      segment.getValue().close();
    }
  }

  private ColumnFamilyDescriptor descriptor(Span span) {
    return new ColumnFamilyDescriptor(span.name().getBytes(StandardCharsets.UTF_8), segmentOptions);
  }

  private static List<Span> existing(Path directory) throws RocksDBException {
    try (var options = new Options()) {
      return RocksDB.listColumnFamilies(options, directory.toString()).stream()
          .map(name -> new String(name, StandardCharsets.UTF_8))
          .filter(Span::isName)
          .map(Span::parse)
          .toList();
    }
  }

  private static boolean contains(byte[] sightings, byte[] sighting) {
    for (int at = 0; at + sighting.length <= sightings.length; at += sighting.length) {
      if (Arrays.equals(sightings, at, at + sighting.length, sighting, 0, sighting.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] concatenated(byte[] head, byte[] tail) {
    var both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }
}
