package dev.tributary.ingest.domain.source;

import dev.tributary.ingest.domain.oauth.OAuth;
import java.util.List;
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

  /** The source of a name. Answers from memory; any thread may ask. */
  Optional<Source> named(String name);

  /** How clients of each source that has it get tokens. Answers from memory. */
  List<OAuth> oauths();

  /** The write key for which the first part of a path stands. Answers from memory. */
  Optional<String> keyOfPath(String alias);
}
