package dev.tributary.ingest.domain.source;

import java.util.Optional;

/** The sources in force. */
@FunctionalInterface
public interface Sources {

  /** The source whose key this is. Answers from memory; any thread may ask. */
  Optional<Source> withKey(String writeKey);
}
