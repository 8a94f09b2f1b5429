package dev.tributary.platform.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where PostgreSQL is and what depends on it. */
@ConfigMapping(prefix = "tributary.postgres")
public interface PostgresConfig {

  /** Host and port. */
  @WithDefault("127.0.0.1:15432")
  String address();

  /** Whether the service says that it is not ready while PostgreSQL is away. */
  @WithDefault("true")
  boolean neededToBeReady();
}
