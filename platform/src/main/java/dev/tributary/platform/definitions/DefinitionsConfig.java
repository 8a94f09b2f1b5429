package dev.tributary.platform.definitions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How definitions are read and published. */
@ConfigMapping(prefix = "tributary.definitions")
public interface DefinitionsConfig {

  /** How long a read barrier waits for Kafka before the caller is told 503. */
  @WithDefault("PT10S")
  Duration catchUpTimeout();

  /** How long a change waits for Kafka's acknowledgement before the caller is told 503. */
  @WithDefault("PT10S")
  Duration publishTimeout();

  /** How often definitions that were stored but not yet published are looked for. */
  @WithDefault("PT1S")
  Duration sweepEvery();
}
