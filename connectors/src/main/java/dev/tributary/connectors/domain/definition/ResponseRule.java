package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.fql.Fql;
import dev.tributary.platform.domain.mapping.Mapping;
import java.util.Optional;

/**
 * What an answer means.
 *
 * @param when over {@code {status, headers, body}}
 * @param reason for a person, over the same
 */
public record ResponseRule(Fql when, Means outcome, Optional<Mapping> reason) {

  /** What becomes of the deliveries. */
  public enum Means {
    DELIVERED,
    RETRY,
    DROP,
    /** The credentials are stale: renewed once, then as {@link #RETRY}. */
    REFRESH
  }
}
