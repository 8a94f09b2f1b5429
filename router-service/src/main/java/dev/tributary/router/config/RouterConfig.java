package dev.tributary.router.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The router's own configuration. {@code RouterLimits} says which values are refused. */
@ConfigMapping(prefix = "tributary.router")
public interface RouterConfig {

  /**
   * Whether deliveries may go to loopback, private and other addresses that are not on the public
   * internet. Whoever may define a destination can then reach the operator's own network.
   */
  @WithDefault("false")
  boolean allowPrivateAddresses();

  /** Names this replica to Kafka; each replica needs another one, the same after a restart. */
  @WithDefault("${hostname:localhost}-${quarkus.http.port}")
  String instance();

  /** Directories beneath which a destination's secret files lie; links are followed first. */
  @WithDefault("/run/secrets/tributary")
  Set<String> secretDirectories();

  /** Where destinations that are files on this machine lie; without it there are none. */
  Optional<String> warehouseDirectory();

  /** Most requests at once to one destination, 1 to 1,000. */
  @WithDefault("64")
  int concurrency();

  /** How much of one destination may wait in memory. */
  Backlog backlog();

  /** What of one destination may wait to be told at the end of its interval. */
  Debounce debounce();

  /** How long one attempt may take. */
  Timeouts timeouts();

  /** When a failed attempt is repeated. */
  Retry retry();

  /** How identity-service is asked for the soft links of destinations that want them. */
  SoftLinks softLinks();

  /** How audiences are kept as lists. */
  Lists lists();

  /** How what a destination allows is kept to. */
  Limits limits();

  /** What replicas share; where, is {@code quarkus.redis.hosts}. */
  Redis redis();

  /** How often positions are committed: what a crash may send twice, with the same key. */
  @WithDefault("200ms")
  Duration commitInterval();

  /** How long a stopping router waits for the attempts that are under way. */
  @WithDefault("3s")
  Duration shutdownGrace();

  /** Bounds of one destination's backlog in memory; at a bound its intake pauses. */
  interface Backlog {

    /** Deliveries waiting, parked or in flight, 1 to 100,000. */
    @WithDefault("1000")
    int deliveries();

    /** What they may weigh together, in bytes, from 65,536. */
    @WithDefault("16777216")
    long bytes();
  }

  /** The bound of debounced values. */
  interface Debounce {

    /** Values waiting, 1 to 10,000,000; each takes some 300 bytes. A value more is told at once. */
    @WithDefault("50000")
    int waiting();
  }

  /** Time allowed to an attempt. */
  interface Timeouts {

    /** For the connection, 10 ms to 1 min. */
    @WithDefault("3s")
    Duration connect();

    /** For everything: connection, request, and the whole answer; 10 ms to 5 min. */
    @WithDefault("10s")
    Duration response();
  }

  /** Asking for soft links; where, is {@code quarkus.grpc.clients.identity.host} and its like. */
  interface SoftLinks {

    /** Time allowed to an answer, 10 ms to 1 min. */
    @WithDefault("2s")
    Duration timeout();

    /** How long an answer may be used again, up to 1 min. */
    @WithDefault("2s")
    Duration rememberFor();
  }

  /** Keeping audiences as lists. */
  interface Lists {

    /** How long audience-service may take to say who is a member, 10 ms to 1 min. */
    @WithDefault("5s")
    Duration timeout();

    /**
     * How long after a destination was changed everybody who is in a list's audience is told of: by
     * then every router must have heard of the change, and clocks may differ by as much. Up to 10
     * min.
     */
    @WithDefault("10s")
    Duration settle();
  }

  /** Keeping to what a destination allows, all replicas together. */
  interface Limits {

    /**
     * Among how many replicas that is divided while Redis is away, 1 to 1,000; among more, if more
     * were seen. Too few, and a destination may be asked more than it allows.
     */
    @WithDefault("1")
    int replicas();
  }

  /** Sharing by way of Redis. */
  interface Redis {

    /** Whether anything is shared. A router without is to be alone, or exceeds limits. */
    @WithDefault("true")
    boolean enabled();
  }

  /** Backoff and its end. */
  interface Retry {

    /** Wait after the first failure, 1 ms to 1 h; doubles with each further one. */
    @WithDefault("1s")
    Duration firstDelay();

    /** Longest wait, also where {@code Retry-After} asks for more; from the first to 24 h. */
    @WithDefault("5m")
    Duration longestDelay();

    /** Age of a delivery, since its first attempt, at which it becomes a dead letter. */
    @WithDefault("24h")
    Duration maxAge();
  }
}
