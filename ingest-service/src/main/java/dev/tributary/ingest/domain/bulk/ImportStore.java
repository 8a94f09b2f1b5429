package dev.tributary.ingest.domain.bulk;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where imports are kept. Every method may throw {@code Unavailable}. */
public interface ImportStore {

  void create(Import begun);

  Optional<Import> find(UUID id);

  /** The imports of a source, the newest first, at most a hundred. */
  List<Import> of(String source);

  /**
   * Stores how far an import has been taken, if nobody has taken more of it meanwhile.
   *
   * @param before what was known
   * @return whether it was stored
   */
  boolean advance(Import before, Import after);
}
