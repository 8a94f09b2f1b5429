package dev.tributary.identity.domain.graph;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * To which profile an event belongs and what it changed there: all that others are told of it.
 *
 * @param confirmed traits that have the value they had, but hold more strongly now
 * @param identifiersAdded each once: given by the event, then brought in by the merges; of the
 *     latter at most {@link Graph#MAX_BROUGHT_IN}
 * @param merged the profiles that became {@code profile}
 * @param settled traits of which merged profiles had other values, with the one that holds; only
 *     where the store was asked for them, see {@link Wanted#contested}. Not told with the event
 * @param version of the profile after the event, as far as its worker knew; 0 where nobody has one
 */
public record Decision(
    ProfileId profile,
    List<TraitChange> traitChanges,
    List<TraitChange> confirmed,
    List<Identifier> identifiersAdded,
    List<ProfileId> merged,
    List<TraitChange> settled,
    long version) {

  public Decision {
    traitChanges = List.copyOf(traitChanges);
    confirmed = List.copyOf(confirmed);
    identifiersAdded =
        List.copyOf(
            identifiersAdded.size() < 2 ? identifiersAdded : new LinkedHashSet<>(identifiersAdded));
    merged = List.copyOf(merged);
    settled = List.copyOf(settled);
  }

  /** What an event came to, with what it did to traits. */
  static Decision of(
      ProfileId profile,
      TraitLedger.Written written,
      List<Identifier> identifiersAdded,
      List<ProfileId> merged,
      long version) {
    return new Decision(
        profile,
        written.changes(),
        written.confirmed(),
        identifiersAdded,
        merged,
        written.settled(),
        version);
  }

  /** An event that leaves everything as it was. */
  static Decision unchanged(ProfileId profile, long version) {
    return new Decision(profile, List.of(), List.of(), List.of(), List.of(), List.of(), version);
  }

  /** Whether there is something to tell that nobody could find out again later. */
  public boolean changedSomething() {
    return !traitChanges.isEmpty() || !identifiersAdded.isEmpty() || !merged.isEmpty();
  }
}
