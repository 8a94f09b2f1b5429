package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.List;
import java.util.Optional;

/**
 * The cuts that stand, newest first. Throws {@code dev.tributary.platform.domain.Unavailable} while
 * the store is away.
 */
public interface CutArchive {

  /** One cut; empty where there is none of that id, or it was lifted. */
  Optional<MadeCut> find(CutId id);

  /**
   * Cuts in their order.
   *
   * @param after the last one seen so far; empty for the first ones
   * @param most how many at once
   */
  List<MadeCut> all(Optional<CutId> after, int most);

  /** Those that concern a profile, whichever of its ids is given. */
  List<MadeCut> of(ProfileId profile, Optional<CutId> after, int most);
}
