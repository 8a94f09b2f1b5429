package dev.tributary.platform.domain.definition;

import dev.tributary.platform.domain.json.Json;
import java.time.Instant;

/**
 * One version of something a user configured.
 *
 * @param version 1 for the first, one more for each change, never reused
 * @param author name of the caller who made this version
 */
public record Definition(
    DefinitionKey key,
    long version,
    Json.Obj spec,
    Origin origin,
    String author,
    Instant changedAt) {

  /** Where a definition comes from. One that is not from the API is read-only there. */
  public enum Origin {
    API,
    FILE,
    KUBERNETES
  }
}
