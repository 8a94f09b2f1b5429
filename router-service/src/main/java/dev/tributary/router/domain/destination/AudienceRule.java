package dev.tributary.router.domain.destination;

import java.util.Set;

/** How a destination is told of an audience. */
public sealed interface AudienceRule {

  /** Entries and exits as calls. */
  record Calls(Set<CallType> types) implements AudienceRule {
    public Calls {
      types = Set.copyOf(types);
    }
  }

  /**
   * As a list that is kept there.
   *
   * @param keeper the action whose deliveries are profiles to be looked at
   */
  record Listed(ActionRule keeper) implements AudienceRule {}

  /** How the entry into an audience, or the exit, is told. */
  enum CallType {
    TRACK,
    IDENTIFY
  }
}
