package dev.tributary.audience.domain.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one profile id has been through: at which of its customer's versions it was last heard to be
 * a profile of its own, and each time it was merged away. It may have come back in between.
 *
 * <p>Statements arrive in any order, so the place keeps them all, and something known to be here as
 * of a version goes the way of the first merge after that version. Every place that sends something
 * on has before sent word of the version, in the same order; so along a way versions only rise, and
 * every way ends at the profile that has it now.
 *
 * @param version of the newest word that the profile is one of its own
 * @param merges the times it was merged away, oldest first
 * @param gave whether a split ever gave away some of its identifiers
 */
public record Place(long version, List<Away> merges, boolean gave) {

  /** No honest history is as long; of a longer one the oldest merges are forgotten. */
  public static final int MAX_MERGES = 256;

  /** What is tracked of something that tells no version. */
  public static final long UNTRACKED = -1;

  /** Of a profile nobody has told anything about. */
  public static final Place UNTOLD = new Place(0, List.of(), false);

  public Place {
    merges = List.copyOf(merges);
  }

  /** Whether the profile is one of its own now. */
  public boolean isProfile() {
    return merges.isEmpty() || version > merges.getLast().version();
  }

  /** Where the profile went, if it is none of its own now. */
  public Optional<Away> away() {
    return isProfile() ? Optional.empty() : Optional.of(merges.getLast());
  }

  /** With the word that the profile is one of its own at a version. */
  public Place heard(long heard) {
    return heard <= version ? this : new Place(heard, merges, gave);
  }

  /** With the word that some identifiers were given away. */
  public Place giving() {
    return gave ? this : new Place(version, merges, true);
  }

  /** Whether a merge of that version is known. */
  public boolean knows(Away merge) {
    return merges.stream().anyMatch(known -> known.version() == merge.version());
  }

  /** With one more merge. */
  public Place merged(Away merge) {
    var all = new ArrayList<>(merges);
    all.add(merge);
    all.sort(Comparator.comparingLong(Away::version));
    var kept = all.size() > MAX_MERGES ? all.subList(all.size() - MAX_MERGES, all.size()) : all;
    return new Place(version, kept, gave);
  }

  /**
   * Where something belongs that was known to be here.
   *
   * @param tracked the version as of which it was; {@link #UNTRACKED} for the present
   * @param given where a split sent its anchor, if one did
   */
  public Route route(long tracked, Optional<Away> given) {
    var gift = given.filter(away -> away.version() > tracked);
    if (gift.isPresent()) {
      return new Route.There(gift.get());
    }
    if (tracked == UNTRACKED) {
      return away().<Route>map(Route.There::new).orElseGet(Route.Here::new);
    }
    boolean profile = isProfile();
    for (var merge : merges) {
      if (merge.version() > tracked || (merge.version() == tracked && !profile)) {
        return new Route.There(merge);
      }
    }
    return new Route.Here();
  }
}
