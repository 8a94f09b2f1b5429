package dev.tributary.identity.domain.linkage.run;

import dev.tributary.identity.domain.linkage.model.Score;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes the links that a run finds. Throws {@code dev.tributary.platform.domain.Unavailable} where
 * they cannot be stored for now, {@link RunCancelled} where no longer by this run.
 */
public interface LinkSink {

  /** Links written together. */
  int CHUNK = 200;

  /**
   * Stores some links, at most {@value #CHUNK}; those of profiles that are one by now, or of which
   * somebody said that they are not one (rejected the link, or made a cut between them), are left
   * out. Tells how many were stored.
   */
  int write(Method method, List<FoundLink> links);

  /** Removes the links of these methods that the run did not find again; tells how many. */
  int forgetOthers(Set<Method> methods);

  /** Two profiles, by their ids. */
  record FoundLink(UUID one, UUID other, Score score) {}
}
