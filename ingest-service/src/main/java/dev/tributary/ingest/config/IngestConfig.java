package dev.tributary.ingest.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The settings of the service. */
@ConfigMapping(prefix = "tributary.ingest")
public interface IngestConfig {

  /** How much is taken at once. */
  LimitsConfig limits();

  /** How events are written to Kafka. */
  LogConfig log();

  /**
   * What {@code Retry-After} says where a request could not be stored; whole seconds, at least one.
   */
  @WithDefault("PT2S")
  Duration retryAfter();

  /**
   * Where clients reach this service, as {@code https://events.example.com}, for the settings that
   * SDKs load; where it is not given, as the request for them called it.
   */
  Optional<URI> publicUrl();

  /**
   * What access tokens are signed with: a secret of at least 32 characters, the same on every
   * replica. Without it each process has its own, whose tokens nobody else takes.
   */
  Optional<String> tokenKey();

  /** How many may look at sources' events at once, in this process; 0 to 1,000. */
  @WithDefault("20")
  int taps();

  /** Directories beneath which the secret files of webhooks lie; links are followed first. */
  @WithDefault("/run/secrets/tributary")
  Set<String> secretDirectories();

  /** How usage is counted. */
  UsageConfig usage();

  /** How usage is counted. */
  interface UsageConfig {

    /**
     * After so long, records that no replica has counted are read back from the stream and counted;
     * 1 s to 10 min.
     */
    @WithDefault("PT30S")
    Duration settledAfter();
  }

  /** How much is taken at once; beyond it a request or an event is refused with a code. */
  interface LimitsConfig {

    /** Bytes of a request's body, inflated; 64 KB to 64 MB. */
    @WithDefault("4194304")
    int requestBytes();

    /**
     * Bytes of one event's JSON, and of the context and integrations that a batch shares; 1 KB to
     * 256 KB. Twice this, and some, must fit into a Kafka record.
     */
    @WithDefault("32768")
    int eventBytes();

    /** How long a body that comes in pieces may take; 1 s to 5 min. */
    @WithDefault("PT1M")
    Duration bodyWithin();

    /** Events in one batch; 1 to 100,000. */
    @WithDefault("5000")
    int batchEvents();

    /**
     * Bytes of events on their way to Kafka and not acknowledged, of all requests together; beyond
     * it requests are shed with 503. At least four times {@link #requestBytes}.
     */
    @WithDefault("33554432")
    int inFlightBytes();
  }

  /** How events are written to Kafka. */
  interface LogConfig {

    /** How long Kafka may take to acknowledge before the answer is 503; 1 s to 2 min. */
    @WithDefault("PT10S")
    Duration acknowledgeWithin();

    /**
     * How long nothing at all may be acknowledged, while something waits for it, before further
     * requests are answered 503 at once; at most {@link #acknowledgeWithin}.
     */
    @WithDefault("PT2S")
    Duration stalledAfter();

    /** How often it is checked that Kafka can be reached; 100 ms to 1 min. */
    @WithDefault("PT0.5S")
    Duration watchEvery();

    /** How long a record waits for others to travel with, in milliseconds; 0 to 100. */
    @WithDefault("1")
    int lingerMillis();

    /** Compression on the wire and on disk: none, lz4, snappy, gzip or zstd. */
    @WithDefault("lz4")
    Compression compression();
  }

  /** What Kafka producers can compress with. */
  enum Compression {
    NONE,
    LZ4,
    SNAPPY,
    GZIP,
    ZSTD
  }
}
