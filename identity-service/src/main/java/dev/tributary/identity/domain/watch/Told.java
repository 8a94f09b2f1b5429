package dev.tributary.identity.domain.watch;

import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a caller was told last of each profile, so that it is not told twice: a merge alone comes in
 * two records. Forgets those told longest ago; then something is told again. Not thread-safe.
 */
final class Told {

  private static final int MOST_PROFILES = 10_000;
  private static final int MOST_MERGED = 1_000;

  private final Map<ProfileId, Last> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ProfileId, Last> eldest) {
          return size() > MOST_PROFILES;
        }
      };

  /** The state last told, and the ids that were said to have become the profile. */
  private record Last(long version, Set<ProfileId> merged) {}

  /** Whether this is news; from now on it is not. */
  boolean isNews(Profile profile, Collection<ProfileId> merged) {
    var known = last.get(profile.id());
    if (known != null
        && known.version() >= profile.version()
        && known.merged().containsAll(merged)) {
      return false;
    }
    var all = new HashSet<>(merged);
    if (known != null && known.merged().size() < MOST_MERGED) {
      all.addAll(known.merged());
    }
    last.put(profile.id(), new Last(profile.version(), all));
    return true;
  }
}
