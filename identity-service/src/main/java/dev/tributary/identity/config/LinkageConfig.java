package dev.tributary.identity.config;

import dev.tributary.identity.domain.linkage.run.RunSettings;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  /**
   * Probability from which a run makes the two profiles one, without a person. From 0.9; the
   * default, 1, promotes none, for no link is certain.
   */
  @WithDefault("1")
  double promoteFrom();

  /**
   * Where an identify's traits say who somebody is, by field ({@code name}, {@code given-name},
   * {@code family-name}, {@code email}, {@code phone}, {@code birthday}, {@code address}, {@code
   * street}, {@code postal-code}, {@code city}): names of traits, with dots into objects; the first
   * that is there counts. What is given replaces the field's usual names.
   */
  Map<String, List<String>> traits();

  /** Profiles that a run holds in memory; about 5 kB each. Between 1 and 10,000,000. */
  @WithDefault("200000")
  int mostProfiles();

  /** What a run does that nobody says more about. */
  default RunSettings usualRun() {
    return RunSettings.usual(floor(), promoteFrom());
  }
}
