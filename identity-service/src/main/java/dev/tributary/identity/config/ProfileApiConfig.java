package dev.tributary.identity.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How profiles are read. */
public interface ProfileApiConfig {

  /** Callers that may watch profiles on this instance at one time. Between 0 and 10,000. */
  @WithDefault("100")
  int watchers();

  /**
   * Requests to Segment's Profile API that this instance answers in a second; above it answers 429.
   * 0 for no limit; at most 1,000,000.
   */
  @WithDefault("0")
  int requestsPerSecond();

  /** How long audience-service may take to answer. Between 0.1 s and 1 min. */
  @WithDefault("PT2S")
  Duration audienceTimeout();

  /** Which traits are answered where no class of them is asked for. */
  @WithDefault("own")
  PlainTraits plainTraits();

  /** Which traits are answered where no class of them is asked for. */
  enum PlainTraits {
    /** The profile's own. */
    OWN,
    /**
     * Audiences and computed traits too, as Segment's. Each read then waits for audience-service.
     */
    ALL
  }
}
