package dev.tributary.audience.config;

import dev.tributary.audience.domain.timeline.Retention;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** How audience-service runs. A value out of its bounds stops the start, naming key and bounds. */
@ConfigMapping(prefix = "tributary.audience")
public interface AudienceConfig {

  /** A name or an address, of version 6 in brackets, and a port. */
  Pattern ADDRESS = Pattern.compile("([\\w.-]+|\\[[0-9A-Fa-f:.]+]):[1-9]\\d{0,4}");

  /** Where the state lives. Losing it costs reading the changelog again, nothing else. */
  @WithDefault("data/audience")
  Path stateDirectory();

  /**
   * Names this process to the broker, unlike any other running one. With the same name after a
   * crash it gets its partitions back at once instead of after the session timeout.
   */
  @WithDefault("${HOSTNAME:local}-${quarkus.http.port}")
  String instanceId();

  /** Host and port at which the other replicas of this service reach this one. */
  @WithDefault("127.0.0.1:${quarkus.http.port}")
  String address();

  /** Threads that work on partitions: 1 to 64, and no more than {@code resolved} has partitions. */
  @WithDefault("1")
  int threads();

  /** How often work is committed and so seen downstream: 10 milliseconds to 10 seconds. */
  @WithDefault("PT0.04S")
  Duration commitInterval();

  /** How often timers are looked at: 50 milliseconds to 10 seconds. */
  @WithDefault("PT0.2S")
  Duration tick();

  /** Memory outside the heap that all RocksDB stores share, in MiB: 16 to 65536. */
  @WithDefault("96")
  int stateMemoryMib();

  /** How much of what a profile did is kept, and how it is read. */
  Timeline timeline();

  /** Bounds of the timeline. */
  interface Timeline {

    /**
     * How far back it reaches, by the time of the events: 1 hour to 3650 days. Previews of new
     * audiences know of no event before it.
     */
    @WithDefault("P400D")
    Duration age();

    /** References kept of one profile, the ones that came last: 32 to 1000000. */
    @WithDefault("10000")
    int most();

    /** Consumers that read events back, and so questions answered at once: 1 to 64. */
    @WithDefault("4")
    int readers();

    /** The first two as the domain has them. */
    default Retention retention() {
      return new Retention(age(), most());
    }
  }

  /** How the history is counted for new definitions. */
  Backfill backfill();

  /** Bounds of the backfill. */
  interface Backfill {

    /**
     * Elements of the history that are in memory at once, of all partitions together, each up to a
     * kilobyte: 1000 to 10000000. More of them look less often at the same profile.
     */
    @WithDefault("48000")
    int entries();

    /** Threads that read it, each partitions of its own: 1 to 64. More leave live events less. */
    @WithDefault("1")
    int threads();
  }

  /** Asking whose an identifier is. */
  Identity identity();

  /** Where, is {@code quarkus.grpc.clients.identity.host} and its like. */
  interface Identity {

    /** How long an answer may take: 100 milliseconds to 1 minute. */
    @WithDefault("PT2S")
    Duration timeout();
  }

  /** Says which bound is broken. */
  static AudienceConfig checked(AudienceConfig config) {
    within("threads", config.threads(), 1, 64);
    within("commit-interval in milliseconds", config.commitInterval().toMillis(), 10, 10_000);
    within("tick in milliseconds", config.tick().toMillis(), 50, 10_000);
    within("state-memory-mib", config.stateMemoryMib(), 16, 65_536);
    within("timeline.age in hours", config.timeline().age().toHours(), 1, 24 * 3_650);
    within("timeline.most", config.timeline().most(), 32, 1_000_000);
    within("timeline.readers", config.timeline().readers(), 1, 64);
    within("backfill.entries", config.backfill().entries(), 1_000, 10_000_000);
    within("backfill.threads", config.backfill().threads(), 1, 64);
    if (!ADDRESS.matcher(config.address()).matches()) {
      throw new IllegalArgumentException(
          "tributary.audience.address is no host and port, such as 10.0.0.7:8083");
    }
    within("identity.timeout in milliseconds", config.identity().timeout().toMillis(), 100, 60_000);
    return config;
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "tributary.audience.%s is %d, not between %d and %d".formatted(key, value, least, most));
    }
  }
}
