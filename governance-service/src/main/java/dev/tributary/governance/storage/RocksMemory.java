package dev.tributary.governance.storage;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * The one budget of native memory that all stores of this process share, and the options they are
 * opened with. Blocks, indexes, filters and write buffers are all charged to it.
 *
 * <p>Filters take 1.3 bytes an id and indexes about 0.2; a budget of 2 bytes an id keeps all of
 * them in memory, which is what makes the usual question, "never seen", free of disk reads. With
 * less, the hot ones stay. Lives as long as the process.
 */
public final class RocksMemory {

  private static final long MIB = 1 << 20;
  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final long BLOCK_BYTES = 16 << 10;

  private final long writeBufferBytes;
  private final Cache cache;
  private final WriteBufferManager writeBuffers;
  private final BloomFilter filter;

  /** The changelog is the log of writes, so RocksDB keeps none. */
  private final WriteOptions writing;

  private final FlushOptions flushing;

  /**
   * @param bytes the budget
   */
  public RocksMemory(long bytes) {
    RocksDB.loadLibrary();
    this.writeBufferBytes = Math.clamp(bytes / 8, 2 * MIB, 64 * MIB);
    this.cache = new LRUCache(bytes);
    this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    this.filter = new BloomFilter(BLOOM_BITS_PER_KEY, false);
    this.writing = new WriteOptions().setDisableWAL(true);
    this.flushing = new FlushOptions().setWaitForFlush(true);
  }

  WriteOptions writing() {
    return writing;
  }

  FlushOptions flushing() {
    return flushing;
  }

  /** Options for one database; the caller closes them after it. */
  DBOptions databaseOptions() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWriteBufferManager(writeBuffers)
        .setMaxOpenFiles(256)
        .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
        .setKeepLogFileNum(1);
  }

  /** Options for one segment; the caller closes them after its database. */
  ColumnFamilyOptions segmentOptions() {
    var table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setFilterPolicy(filter)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table)
        .setWriteBufferSize(writeBufferBytes)
        .setMaxWriteBufferNumber(3)
        // Keys are hashes and values numbers: nothing to compress.
        .setCompressionType(CompressionType.NO_COMPRESSION);
  }
}
