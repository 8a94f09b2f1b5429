package dev.tributary.identity.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Probable links between profiles. Off unless an operator says otherwise: it keeps names, addresses
 * and habits of people beside their profiles.
 */
public interface LinkageConfig {

  /** Whether observations are kept and runs can be started. */
  @WithDefault("false")
  boolean enabled();

  /**
   * Category of {@code context.consent.categoryPreferences}: an event that says it is not given is
   * not observed.
   */
  @WithDefault("identity_linkage")
  String consentCategory();

  /** How long a value is kept after it was last seen. Between 1 and 3,650 days. */
  @WithDefault("P90D")
  Duration observationsKept();

  /** How long a link holds that no run finds again. Between 1 and 3,650 days. */
  @WithDefault("P30D")
  Duration linksKept();

  /** Time from one run to the next by itself. At least 10 minutes. Default: none by itself. */
  Optional<Duration> runEvery();

  /** Probability from which a run by itself links two profiles. From 0.1 to below 1. */
  @WithDefault("0.5")
  double floor();

  /** Profiles that a run holds in memory; about 5 kB each. Between 1 and 10,000,000. */
  @WithDefault("200000")
  int mostProfiles();
}
