package dev.tributary.identity.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator may set of the identity service. */
@ConfigMapping(prefix = "tributary.identity")
public interface IdentityConfig {

  /** Threads that resolve events, each with its own share of the partitions. Between 1 and 64. */
  @WithDefault("2")
  int workers();

  /** Events resolved and stored as one. Between 1 and 10,000. */
  @WithDefault("2000")
  int batchSize();

  /**
   * Events that change nothing which each worker remembers, so as to know them again without a
   * look-up; about 150 bytes each. Between 0 and 1,000,000.
   */
  @WithDefault("50000")
  int recognisedEvents();

  /**
   * Name of this instance among those of the service; it must be no other's. An instance that comes
   * back under its name takes up its work at once. Default: host name and HTTP port.
   */
  Optional<String> instance();

  /**
   * How long decisions are kept, so that events that are read again are decided as they were. No
   * shorter than Kafka keeps {@code accepted}. At least an hour.
   */
  @WithDefault("P8D")
  Duration decisionsKept();

  /** What reads along with what was decided: accounts, households, probable links. */
  Follower follower();

  /** What reads along with what was decided: accounts, households, probable links. */
  interface Follower {

    /** Threads, each with its own share of the partitions. Between 1 and 64. */
    @WithDefault("1")
    int threads();

    /** Records followed as one. Between 1 and 10,000. */
    @WithDefault("1000")
    int batchSize();
  }

  /** Probable links between profiles. */
  LinkageConfig linkage();

  /** Rows of the profile tables, for warehouses. */
  ProfileUpdates profileUpdates();

  /** Rows of the profile tables, for warehouses. */
  interface ProfileUpdates {

    /**
     * Whether rows are written. What happens while they are not is not told later: a warehouse that
     * begins then begins with what it does not know of.
     */
    @WithDefault("true")
    boolean enabled();
  }

  /** How profiles are read. */
  ProfileApiConfig profileApi();

  /** Copies of profiles in Redis. */
  Cache cache();

  /** Copies of profiles in Redis. */
  interface Cache {

    /** Whether there are any. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long a copy may answer for its profile after a change that Redis was not told of, because
     * it was away. Between 1 s and 1 h.
     */
    @WithDefault("PT10S")
    Duration ttl();

    /**
     * Memory of this process for finished answers of the Profile API, in MiB. Between 0 (all come
     * from Redis) and 1,024.
     */
    @WithDefault("16")
    int nearMebibytes();
  }
}
