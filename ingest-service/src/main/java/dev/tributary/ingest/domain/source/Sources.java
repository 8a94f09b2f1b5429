package dev.tributary.ingest.domain.source;

import java.util.Optional;

/** The sources in force. */
public interface Sources {

  /**
   * Whether all sources there are have been read. Before that a key that is not found may be a
   * source's all the same.
   */
  boolean areKnown();

  /** The source whose key this is. Answers from memory; any thread may ask. */
  Optional<Source> withKey(String writeKey);

  /** The write key for which the first part of a path stands. Answers from memory. */
  Optional<String> keyOfPath(String alias);
}
