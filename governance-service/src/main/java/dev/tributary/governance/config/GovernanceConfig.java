package dev.tributary.governance.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What an operator can set. */
@ConfigMapping(prefix = "tributary.governance")
public interface GovernanceConfig {

  /** When the same message counts as a duplicate. */
  Deduplication deduplication();

  /**
   * Directory of the stream's local state, its own for each process. A cache of the changelog:
   * without it a start takes longer, nothing is lost.
   */
  @WithDefault("data/governance")
  Path stateDirectory();

  /**
   * Names this process to the broker, unlike any other running one. With the same name after a
   * crash it gets its partitions back at once instead of after the session timeout.
   */
  @WithDefault("${HOSTNAME:local}-${quarkus.http.port}")
  String instanceId();

  /** Stream threads, 1 to 64; more than partitions are idle. */
  @WithDefault("1")
  int threads();

  /** Milliseconds between commits, 1 to 10000: an event is seen downstream after the next one. */
  @WithDefault("25")
  int commitIntervalMillis();

  /**
   * Native memory for seen messages, at least 8 MiB; 2 bytes an id remembered keep lookups off the
   * disk.
   */
  @WithDefault("32M")
  MemorySize memory();

  /** See {@link dev.tributary.governance.domain.deduplication.Window}. */
  interface Deduplication {

    /** How long a message id of a source is remembered, from 1 second to 400 days. */
    @WithDefault("P30D")
    Duration window();

    /**
     * How far behind the clock this service may be and still deduplicate exactly, from 0 to 30
     * days; at least as long as {@code received} is kept.
     */
    @WithDefault("P7D")
    Duration allowedLag();
  }
}
