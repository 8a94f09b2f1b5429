package dev.tributary.identity.domain.follow;

import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.trait.TraitChange;
import java.util.List;

/**
 * What an event changed about its profile. The same whenever the event is read again.
 *
 * @param identifiersAdded given by the event, or brought in by a merge
 * @param merged profiles that became the event's; each is told as {@link Followed.Merged} too
 */
public record Effect(
    List<TraitChange> traitChanges, List<Identifier> identifiersAdded, List<ProfileId> merged) {

  public Effect {
    traitChanges = List.copyOf(traitChanges);
    identifiersAdded = List.copyOf(identifiersAdded);
    merged = List.copyOf(merged);
  }

  /** Whether the event left everything as it was. */
  public boolean isNothing() {
    return traitChanges.isEmpty() && identifiersAdded.isEmpty() && merged.isEmpty();
  }
}
