package dev.tributary.audience.messaging;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all stores of the process together; Kafka Streams' own bound is for
 * each store, of which there is one a partition. Made by Kafka Streams, by name; what it shares
 * lives as long as the process.
 */
public final class SharedRocksMemory implements RocksDBConfigSetter {

  private static final long MIB = 1 << 20;
  private static final AtomicReference<Budget> BUDGET = new AtomicReference<>(new Budget(96 * MIB));

  /** Sets the budget of the stores opened from now on. */
  static void limitTo(long bytes) {
    BUDGET.updateAndGet(budget -> budget.bytes == bytes ? budget : new Budget(bytes));
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    var budget = BUDGET.get();
    if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
      table
          .setBlockCache(budget.cache)
          .setFilterPolicy(budget.filter)
          .setCacheIndexAndFilterBlocks(true)
          .setCacheIndexAndFilterBlocksWithHighPriority(true)
          .setPinL0FilterAndIndexBlocksInCache(true);
      options.setTableFormatConfig(table);
    }
    options.setWriteBufferManager(budget.buffers);
    options.setWriteBufferSize(Math.clamp(budget.bytes / 8, 2 * MIB, 64 * MIB));
    options.setMaxWriteBufferNumber(3);
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    options.setKeepLogFileNum(1);
    options.setMaxOpenFiles(256);
  }

  @Override
  public void close(String store, Options options) {
    // What is shared stays for the stores that are open still, and for those to come.
  }

  private static final class Budget {

    private final long bytes;
    private final LRUCache cache;
    private final WriteBufferManager buffers;
    private final BloomFilter filter;

    private Budget(long bytes) {
      RocksDB.loadLibrary();
      this.bytes = bytes;
      this.cache = new LRUCache(bytes);
      this.buffers = new WriteBufferManager(bytes / 2, cache);
      this.filter = new BloomFilter(10, false);
    }
  }
}
