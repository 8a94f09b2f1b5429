package dev.tributary.identity.domain.search;

import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.util.List;
import java.util.UUID;

/** Tells which profiles may have a trait of a value. */
public interface TraitIndex {

  /** Values of which more characters are needed, as JSON, are not found. */
  int MAX_LENGTH = 200;

  /** Before every place in the index. */
  UUID START = new UUID(0, 0);

  /**
   * Profiles for which somebody set the trait to one of some values; a stronger value may hold.
   *
   * @param after place of the last one that was told
   * @throws dev.tributary.platform.domain.Unavailable while it cannot be read
   */
  List<Candidate> candidates(String name, List<Json> values, UUID after, int limit);

  /** A profile and its place in the index. */
  record Candidate(UUID place, ProfileId profile) {}
}
