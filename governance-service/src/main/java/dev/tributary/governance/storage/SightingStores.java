package dev.tributary.governance.storage;

import dev.tributary.governance.domain.deduplication.Window;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes the store of seen messages for a topology. */
public final class SightingStores {

  /** The store's name in the topology; its changelog is {@code <application>-<name>-changelog}. */
  public static final String NAME = "seen-messages";

  /** The changelog keeps a little longer than the store, so that a restore lacks nothing. */
  private static final Duration CHANGELOG_MARGIN = Duration.ofDays(1);

  private SightingStores() {}

  /** A persistent, changelogged store for this window, sharing this memory with its siblings. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(
      Window window, RocksMemory memory) {
    var segmentation = Segmentation.of(window);
    return Stores.keyValueStoreBuilder(
            new Supplier(segmentation, memory), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(changelogSettings(window));
  }

  /** Each entry is written once, so there is nothing to compact: old ones go by their age. */
  static Map<String, String> changelogSettings(Window window) {
    var retention = window.kept().plus(CHANGELOG_MARGIN);
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()));
  }

  private record Supplier(Segmentation segmentation, RocksMemory memory)
      implements KeyValueBytesStoreSupplier {

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new SightingStore(NAME, segmentation, memory);
    }

    @Override
    public String metricsScope() {
      return "seen-messages";
    }
  }
}
